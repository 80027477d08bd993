package dev.sartor.latency.foreign;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.arch.Stem;
import dev.sartor.latency.foreign.YamlLookupTable.Entry;
import dev.sartor.network.Lowering;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts the entries of a {@link YamlLookupTable} to units. A head consists of several entries, and its latency is their sum.
 */
final class LookupTableReader {
    /** The conventions of each tool that its keys do not contain. */
    enum Dialect {
        /** {@code expand} is a ratio; all activations are ReLU6. */
        PROXYLESSNAS {
            @Override
            int expandedChannels(Entry e) {
                return e.number("expand") * e.numbers("input")[2];
            }

            @Override
            Activation blockActivation(Entry e) {
                return Activation.RELU6;
            }

            @Override
            Activation stemAndHeadActivation() {
                return Activation.RELU6;
            }
        },
        /** {@code expand} is a number of channels; h-swish in blocks with {@code hs}, in stem and head. */
        OFA {
            @Override
            int expandedChannels(Entry e) {
                return e.number("expand");
            }

            @Override
            Activation blockActivation(Entry e) {
                return e.is("hs") ? Activation.HSWISH : Activation.RELU;
            }

            @Override
            Activation stemAndHeadActivation() {
                return Activation.HSWISH;
            }
        };

        abstract int expandedChannels(Entry e);

        abstract Activation blockActivation(Entry e);

        abstract Activation stemAndHeadActivation();
    }

    /** The kernel of the first convolution in both tools. */
    private static final int STEM_KERNEL = 3;

    /** Squeezed width of squeeze-and-excite as a fraction of its input. */
    private static final double SE_RATIO = 0.25;

    private static final double NO_DROPOUT = 0;

    private final Dialect dialect;
    private final ImportedRows rows;

    LookupTableReader(Dialect dialect, ImportedRows rows) {
        this.dialect = dialect;
        this.rows = rows;
    }

    void read(List<Entry> entries) {
        List<Entry> headEntries = new ArrayList<>();
        for (Entry e : entries) {
            try {
                switch (e.type()) {
                    case "Conv" -> add(stem(e), List.of(e));
                    case "expanded_conv" -> add(block(e), List.of(e));
                    case "Conv_1", "AvgPool2D", "Conv_2", "Logits" -> {
                        requireShapes(e);
                        headEntries.add(e);
                    }
                    default -> rows.addEntryWithoutRow(e.key(), "there is no unit for " + e.type());
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException x) {
                rows.addEntryWithoutRow(e.key(), String.valueOf(x.getMessage()));
            }
        }
        heads(headEntries);
    }

    private static void requireShapes(Entry e) {
        input(e);
        channels(e, "output");
    }

    private Unit stem(Entry e) {
        int[] out = e.numbers("output");
        int stride = e.numbers("input")[0] / out[0];
        return new Unit(
                Lowering.lower(new Stem(STEM_KERNEL, stride, out[2], dialect.stemAndHeadActivation()), input(e)));
    }

    private Unit block(Entry e) {
        Optional<SqueezeExcite> se = e.is("se")
                ? Optional.of(new SqueezeExcite(SE_RATIO, SqueezeExcite.Form.MOBILENET_V3))
                : Optional.empty();
        return new LookupBlock(
                        input(e),
                        dialect.expandedChannels(e),
                        e.numbers("output")[2],
                        e.number("kernel"),
                        e.number("stride"),
                        se,
                        dialect.blockActivation(e),
                        e.is("idskip"))
                .unit();
    }

    /** Adds a head for each pair of last convolution and classifier with matching channels, with the layers between them. */
    private void heads(List<Entry> headEntries) {
        List<Entry> used = new ArrayList<>();
        for (Entry conv : ofType(headEntries, "Conv_1")) {
            int width = channels(conv, "output");
            List<Entry> pool = ofType(headEntries, "AvgPool2D").stream()
                    .filter(e -> channels(e, "input") == width)
                    .limit(1)
                    .toList();
            List<Entry> hidden = ofType(headEntries, "Conv_2").stream()
                    .filter(e -> channels(e, "input") == width)
                    .limit(1)
                    .toList();
            int features = hidden.isEmpty() ? width : channels(hidden.getFirst(), "output");
            for (Entry logits : ofType(headEntries, "Logits")) {
                if (channels(logits, "input") == features) {
                    List<Entry> parts = new ArrayList<>(List.of(conv, logits));
                    parts.addAll(pool);
                    parts.addAll(hidden);
                    try {
                        var head = new Head.Classifier(
                                width,
                                hidden.isEmpty() ? 0 : features,
                                logits.number("output"),
                                dialect.stemAndHeadActivation(),
                                NO_DROPOUT);
                        add(new Unit(Lowering.lower(head, input(conv))), parts);
                        used.addAll(parts);
                    } catch (IllegalArgumentException x) {
                        rows.addEntryWithoutRow(conv.key(), String.valueOf(x.getMessage()));
                        used.add(conv);
                    }
                }
            }
        }
        headEntries.stream()
                .filter(e -> !used.contains(e))
                .forEach(e -> rows.addEntryWithoutRow(e.key(), "belongs to no complete head"));
    }

    private static List<Entry> ofType(List<Entry> entries, String type) {
        return entries.stream().filter(e -> e.type().equals(type)).toList();
    }

    private static int channels(Entry e, String field) {
        int[] shape = e.numbers(field);
        return shape[shape.length - 1];
    }

    private static Shape input(Entry e) {
        int[] shape = e.numbers("input");
        return new Shape(shape[2], shape[0], shape[1]);
    }

    private void add(Unit unit, List<Entry> parts) {
        double mean = 0;
        double variance = 0;
        int count = Integer.MAX_VALUE;
        for (Entry e : parts) {
            mean += e.meanMs();
            variance += e.deviationMs() * e.deviationMs();
            count = Math.min(count, e.count());
        }
        rows.add(parts.getFirst().key(), unit, mean, Optional.of(ImportedRows.noise(mean, Math.sqrt(variance), count)));
    }
}
