package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** What a space may state of a block: for one block, for a stage, or for the whole network. */
enum BlockAttribute {
    KERNEL("kernel", "k", v -> new Block.Conv(whole(v), 1, 8, 1, Activation.RELU, false)),
    EXPANSION("expansion", "e", v -> new Block.ShuffleUnit(3, 1, v, 8, 1, Activation.RELU)),
    SE("se", "se", v -> seRatio(v)),
    ACTIVATION("activation", "", v -> {}),
    GROUPS("groups", "g", v -> new Block.Conv(1, 1, 8, whole(v), Activation.RELU, false)),
    /** Of a Tucker block: the compressed width over the input's. */
    IN_RATIO("in_ratio", "i", v -> new Block.Tucker(1, 1, v, 1, 8, Activation.RELU, true)),
    /** Of a Tucker block: the convolution's width over the output's. */
    OUT_RATIO("out_ratio", "o", v -> new Block.Tucker(1, 1, 1, v, 8, Activation.RELU, true));

    static final Map<String, Activation> ACTIVATIONS = activations();

    private final String key;
    private final String prefix;
    private final DoubleConsumer check;

    BlockAttribute(String key, String prefix, DoubleConsumer check) {
        this.key = key;
        this.prefix = prefix;
        this.check = check;
    }

    String key() {
        return key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(BlockAttribute::key).toList();
    }

    /** The value as the token of a block string: {@code k3}, {@code se0.25}, {@code nr6}. */
    String token(YamlNode node) {
        if (this == ACTIVATION) {
            return YamlValues.named(node, ACTIVATIONS).token();
        }
        double value = YamlValues.number(node);
        try {
            check.accept(value);
        } catch (IllegalArgumentException e) {
            throw node.place().error(e.getMessage(), "write a value in that range");
        }
        return prefix + BlockStrings.number(value);
    }

    /** What holds where a space says nothing; empty where it must say something. */
    Optional<String> neutral() {
        return switch (this) {
            case SE -> Optional.of("se0");
            case GROUPS -> Optional.of("g1");
            case KERNEL, EXPANSION, ACTIVATION, IN_RATIO, OUT_RATIO -> Optional.empty();
        };
    }

    private static int whole(double value) {
        if (value != Math.rint(value) || Math.abs(value) > 1 << 20) {
            throw new IllegalArgumentException("A whole number is wanted here, not " + BlockStrings.number(value));
        }
        return (int) value;
    }

    private static void seRatio(double ratio) {
        if (ratio != 0) {
            new SqueezeExcite(ratio, SqueezeExcite.Form.HARD);
        }
    }

    private static Map<String, Activation> activations() {
        Map<String, Activation> names = new LinkedHashMap<>();
        for (Activation a : Activation.values()) {
            names.put(a.name().toLowerCase(Locale.ROOT), a);
        }
        return names;
    }
}
