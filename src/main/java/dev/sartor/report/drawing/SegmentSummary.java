package dev.sartor.report.drawing;

import dev.sartor.arch.Activation;
import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockAttribute;
import dev.sartor.arch.BlockValues;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The properties of a segment that a drawing shows.
 *
 * @param tokens        the abbreviated settings of the segment: {@code 5×5}, {@code e6}, {@code s2}, {@code h-swish}
 * @param channels      shown by the width of its box: the output channels, or those of the widest layer of a head
 * @param residual      whether its input is added to its output
 * @param squeezeExcite whether it has a squeeze-and-excite gate
 */
public record SegmentSummary(
        SegmentStyle kind,
        List<String> tokens,
        int channels,
        boolean residual,
        boolean squeezeExcite,
        Shape input,
        Shape output) {

    public SegmentSummary {
        tokens = List.copyOf(tokens);
    }

    /** The input of a network, then its segments. */
    static List<SegmentSummary> ofNetwork(Network network) {
        List<SegmentSummary> all = new ArrayList<>();
        all.add(input(network.input()));
        network.segments().forEach(s -> all.add(of(network, s)));
        return List.copyOf(all);
    }

    /** The summary of an input. */
    static SegmentSummary input(Shape shape) {
        boolean residual = false;
        boolean squeezeExcite = false;
        return new SegmentSummary(
                SegmentStyle.INPUT, List.of(), shape.channels(), residual, squeezeExcite, shape, shape);
    }

    /** The summary of a segment. */
    static SegmentSummary of(Network network, Segment segment) {
        List<Layer> layers = network.layers().subList(segment.from(), segment.to());
        boolean residual = layers.stream().anyMatch(l -> l.op() instanceof Op.Add);
        boolean gate = layers.stream().anyMatch(l -> l.op() instanceof Op.Scale);
        ArchitecturePart part = segment.part();
        List<String> tokens = switch (part) {
            case Stem _ -> stem(layers);
            case Head.Classifier _ -> head(layers);
            case Block b -> block(b);
        };
        int channels = part instanceof Head
                ? widest(segment, layers)
                : segment.output().channels();
        return new SegmentSummary(
                SegmentStyle.of(part), tokens, channels, residual, gate, segment.input(), segment.output());
    }

    /** Kernels, ratios and groups in the order of the block's text, then stride and activation. */
    private static List<String> block(Block block) {
        List<String> tokens = new ArrayList<>();
        List<String> strideAndActivation = new ArrayList<>();
        BlockValues values = block.values();
        for (BlockAttribute attribute : values.kind().attributes()) {
            Object value = values.value(attribute);
            switch (attribute) {
                case KERNEL -> tokens.add(kernel((int) value));
                case START_KERNEL, END_KERNEL, GROUPS ->
                    tokens.add(attribute.isDefault(value) ? "" : attribute.token((int) value));
                case EXPANSION, IN_RATIO, OUT_RATIO -> tokens.add(attribute.token((double) value));
                case STRIDE -> strideAndActivation.add(stride(block));
                case ACTIVATION -> strideAndActivation.add(activationName((Activation) value));
                case CHANNELS, EXPAND_FROM, SE, SKIP, EXPLICIT_SKIP -> {}
            }
        }
        tokens.addAll(strideAndActivation);
        return tokens(tokens.toArray(String[]::new));
    }

    private static List<String> stem(List<Layer> layers) {
        List<String> tokens = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.op() instanceof Op.Conv c) {
                tokens.addAll(tokens(kernel(c.kernel()), c.stride() == 1 ? "" : "s" + c.stride()));
            } else if (layer.op() instanceof Op.Activate a) {
                tokens.add(activationName(a.function()));
            }
        }
        return tokens;
    }

    private static List<String> head(List<Layer> layers) {
        List<String> tokens = new ArrayList<>();
        for (Layer layer : layers) {
            switch (layer.op()) {
                case Op.Conv c -> tokens.add("conv " + c.out());
                case Op.GlobalAveragePool _ -> tokens.add("pool");
                case Op.Linear l -> tokens.add("fc " + l.out());
                case Op.Input _,
                        Op.BatchNorm _,
                        Op.Activate _,
                        Op.Add _,
                        Op.Scale _,
                        Op.Concat _,
                        Op.Shuffle _,
                        Op.AveragePool _,
                        Op.MaxPool _,
                        Op.Dropout _ -> {}
            }
        }
        return tokens;
    }

    /** The channels of a head's widest layer, its input included. */
    private static int widest(Segment segment, List<Layer> layers) {
        int widest = segment.input().channels();
        for (Layer layer : layers) {
            // the outputs of the classifier are classes, not channels
            if (layer.op() instanceof Op.Conv || layer.op() instanceof Op.Linear && layer.id() + 1 < segment.to()) {
                widest = Math.max(widest, layer.output().channels());
            }
        }
        return widest;
    }

    /** The tokens that are not empty. */
    private static List<String> tokens(String... tokens) {
        return List.of(tokens).stream().filter(t -> !t.isEmpty()).toList();
    }

    private static String kernel(int kernel) {
        return kernel == 0 ? "" : kernel + "×" + kernel;
    }

    private static String stride(Block block) {
        return block.stride() == 1 ? "" : "s" + block.stride();
    }

    private static String activationName(Activation activation) {
        return switch (activation) {
            case RELU -> "relu";
            case RELU6 -> "relu6";
            case HSWISH -> "h-swish";
            case SWISH -> "swish";
        };
    }

    private static String activationName(Op.Function function) {
        return switch (function) {
            case HSWISH -> activationName(Activation.HSWISH);
            case RELU, RELU6, SWISH, HARD_SIGMOID, SIGMOID -> function.name().toLowerCase(Locale.ROOT);
        };
    }

    /** A text alternative: {@code inverted residual 3×3 e6 s2, residual, 24×56×56}. */
    public String description() {
        return kind.label() + (tokens.isEmpty() ? "" : " " + String.join(" ", tokens))
                + (squeezeExcite ? ", squeeze-excite" : "") + (residual ? ", residual" : "") + ", " + shapeText(output);
    }

    /** A shape as text: {@code 24×56×56}. */
    public static String shapeText(Shape shape) {
        return shape.toString().replace('x', '×');
    }
}
