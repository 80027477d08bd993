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
 * Reads the entries of {@link YamlLookupTable} as units. The head's layers are told apart there and are one unit here: its
 * latency is their sum.
 */
final class LookupTableReader {
    /** What the keys of a tool's tables leave unsaid. */
    enum Dialect {
        /** Expansion as a ratio; everything with ReLU6. */
        PROXYLESSNAS {
            @Override
            int mid(Entry e) {
                return e.number("expand") * e.numbers("input")[2];
            }

            @Override
            Activation ofBlock(Entry e) {
                return Activation.RELU6;
            }

            @Override
            Activation ofEnds() {
                return Activation.RELU6;
            }
        },
        /** Expansion as a width; h-swish where {@code hs}, and around the blocks. */
        OFA {
            @Override
            int mid(Entry e) {
                return e.number("expand");
            }

            @Override
            Activation ofBlock(Entry e) {
                return e.is("hs") ? Activation.HSWISH : Activation.RELU;
            }

            @Override
            Activation ofEnds() {
                return Activation.HSWISH;
            }
        };

        abstract int mid(Entry e);

        abstract Activation ofBlock(Entry e);

        abstract Activation ofEnds();
    }

    /** Both tools begin with a convolution of this kernel. */
    private static final int STEM_KERNEL = 3;

    private static final double SE_RATIO = 0.25;

    private final Dialect dialect;
    private final ImportedRows rows;

    LookupTableReader(Dialect dialect, ImportedRows rows) {
        this.dialect = dialect;
        this.rows = rows;
    }

    void read(List<Entry> entries) {
        List<Entry> ends = new ArrayList<>();
        for (Entry e : entries) {
            try {
                switch (e.what()) {
                    case "Conv" -> add(stem(e), List.of(e));
                    case "expanded_conv" -> add(block(e), List.of(e));
                    case "Conv_1", "AvgPool2D", "Conv_2", "Logits" -> ends.add(e);
                    default -> rows.unmapped(e.key(), "no unit of ours is called " + e.what());
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException x) {
                rows.unmapped(e.key(), String.valueOf(x.getMessage()));
            }
        }
        heads(ends);
    }

    private Unit stem(Entry e) {
        int[] out = e.numbers("output");
        int stride = e.numbers("input")[0] / out[0];
        return new Unit(Lowering.lower(new Stem(STEM_KERNEL, stride, out[2], dialect.ofEnds()), input(e)));
    }

    private Unit block(Entry e) {
        Optional<SqueezeExcite> se =
                e.is("se") ? Optional.of(new SqueezeExcite(SE_RATIO, SqueezeExcite.Form.HARD)) : Optional.empty();
        return new LookupBlock(
                        input(e),
                        dialect.mid(e),
                        e.numbers("output")[2],
                        e.number("kernel"),
                        e.number("stride"),
                        se,
                        dialect.ofBlock(e),
                        e.is("idskip"))
                .unit();
    }

    /** A head for each last convolution and classifier that fit each other, with what lies between. */
    private void heads(List<Entry> ends) {
        List<Entry> used = new ArrayList<>();
        for (Entry conv : of(ends, "Conv_1")) {
            int width = channels(conv, "output");
            List<Entry> pool = of(ends, "AvgPool2D").stream()
                    .filter(e -> channels(e, "input") == width)
                    .limit(1)
                    .toList();
            List<Entry> hidden = of(ends, "Conv_2").stream()
                    .filter(e -> channels(e, "input") == width)
                    .limit(1)
                    .toList();
            int features = hidden.isEmpty() ? width : channels(hidden.getFirst(), "output");
            for (Entry logits : of(ends, "Logits")) {
                if (channels(logits, "input") == features) {
                    var head = new Head.Classifier(
                            width, hidden.isEmpty() ? 0 : features, logits.number("output"), dialect.ofEnds(), 0);
                    List<Entry> parts = new ArrayList<>(List.of(conv, logits));
                    parts.addAll(pool);
                    parts.addAll(hidden);
                    add(new Unit(Lowering.lower(head, input(conv))), parts);
                    used.addAll(parts);
                }
            }
        }
        ends.stream().filter(e -> !used.contains(e)).forEach(e -> rows.unmapped(e.key(), "part of no whole head"));
    }

    private static List<Entry> of(List<Entry> entries, String what) {
        return entries.stream().filter(e -> e.what().equals(what)).toList();
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
