package dev.sartor.arch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * An attribute of a block, with its key in block strings and in search space files. {@link BlockKind#attributes} lists the
 * attributes of each kind in the order of its block strings.
 */
public enum BlockAttribute {
    /** The kernel of the spatial convolution; in a universal inverted bottleneck the middle one, 0 for none. */
    KERNEL("k", "kernel", BlockChecks::checkOptionalKernel),
    /** The ratio of the inner channels to the input channels or, in some kinds, to the output channels. */
    EXPANSION("e", "expansion", Type.NUMBER),
    /** Squeeze-and-excite, by its ratio; 0 for none. */
    SE("se", "se", Type.SQUEEZE_EXCITE),
    ACTIVATION("n", "activation", Type.ACTIVATION),
    GROUPS("g", "groups", BlockChecks::checkGroups),
    /** The ratio of the compressed channels to the input channels of a Tucker block. */
    IN_RATIO("i", "in_ratio", Type.NUMBER),
    /** The ratio of the convolution's output channels to the output channels of a Tucker block. */
    OUT_RATIO("o", "out_ratio", Type.NUMBER),
    /** The kernel of a depthwise convolution before the expansion, 0 for none. */
    START_KERNEL("a", "start_kernel", BlockChecks::checkOptionalKernel),
    /** The kernel of a depthwise convolution after the projection, 0 for none. */
    END_KERNEL("p", "end_kernel", BlockChecks::checkOptionalKernel),
    STRIDE("s", null, BlockChecks::checkStride),
    CHANNELS("c", null, BlockChecks::checkChannels),
    /** If positive, the number of channels that the expansion multiplies instead of the input's. */
    EXPAND_FROM("fc", null, BlockChecks::checkExpandFrom),
    /** A residual connection if shapes allow it, unless the block string has {@code noskip}. */
    SKIP("noskip", null, Type.FLAG),
    /** A residual connection if shapes allow it, only if the block string has {@code skip}. */
    EXPLICIT_SKIP("skip", null, Type.FLAG);

    /** The type of an attribute's values. */
    enum Type {
        INTEGER(Integer.class),
        NUMBER(Double.class),
        SQUEEZE_EXCITE(Optional.class),
        ACTIVATION(Activation.class),
        FLAG(Boolean.class);

        private final Class<?> values;

        Type(Class<?> values) {
            this.values = values;
        }

        boolean accepts(Object value) {
            return values.isInstance(value);
        }
    }

    private static final int MAX_INTEGER = 1 << 20;

    private final String key;
    private final String yamlKey;
    private final Type type;
    /** Throws an exception for an integer out of range. */
    private final IntConsumer check;

    BlockAttribute(String key, String yamlKey, IntConsumer check) {
        this(key, yamlKey, Type.INTEGER, check);
    }

    BlockAttribute(String key, String yamlKey, Type type) {
        this(key, yamlKey, type, _ -> {});
    }

    BlockAttribute(String key, String yamlKey, Type type, IntConsumer check) {
        this.key = key;
        this.yamlKey = yamlKey;
        this.type = type;
        this.check = check;
    }

    /** The key of the attribute's token in a block string: {@code k} of {@code k3}. */
    public String key() {
        return key;
    }

    /** The attribute's key in a search space file; empty if only stages or architecture files set it. */
    public Optional<String> yamlKey() {
        return Optional.ofNullable(yamlKey);
    }

    /** All keys that the attribute's token can have in block strings. */
    List<String> keys() {
        return switch (this) {
            case SE ->
                Arrays.stream(SqueezeExcite.Form.values())
                        .map(SqueezeExcite.Form::key)
                        .toList();
            case SKIP -> List.of("skip", "noskip");
            case ACTIVATION -> List.of();
            case KERNEL,
                    EXPANSION,
                    GROUPS,
                    IN_RATIO,
                    OUT_RATIO,
                    START_KERNEL,
                    END_KERNEL,
                    STRIDE,
                    CHANNELS,
                    EXPAND_FROM,
                    EXPLICIT_SKIP -> List.of(key);
        };
    }

    /** Whether a block string has the key of this flag: {@code noskip} is written for false, {@code skip} for true. */
    boolean isWritten(boolean flag) {
        return flag == (this == EXPLICIT_SKIP);
    }

    Type type() {
        return type;
    }

    /** The value of an attribute that a block string does not mention; empty if it must. */
    Optional<Integer> defaultValue() {
        return switch (this) {
            case STRIDE, GROUPS -> Optional.of(1);
            case START_KERNEL, END_KERNEL, EXPAND_FROM -> Optional.of(0);
            case KERNEL, EXPANSION, SE, ACTIVATION, IN_RATIO, OUT_RATIO, CHANNELS, SKIP, EXPLICIT_SKIP ->
                Optional.empty();
        };
    }

    /** Whether a value is the default, which a block string need not have. */
    public boolean isDefault(Object value) {
        return defaultValue().filter(value::equals).isPresent();
    }

    /** The token of an attribute that a search space does not set; empty if it must. */
    public Optional<String> defaultToken() {
        return this == SE ? Optional.of(SE.token(0)) : defaultValue().map(this::token);
    }

    /** A number as a token: {@code k3}, {@code se0.25}. */
    public String token(double value) {
        return key + BlockStrings.formatNumber(value);
    }

    /**
     * Checks the range of a number.
     *
     * @throws IllegalArgumentException if no block can have it
     */
    public void check(double value) {
        switch (type) {
            case INTEGER -> check.accept(whole(value));
            case NUMBER -> BlockChecks.checkExpansion(value);
            case SQUEEZE_EXCITE -> {
                if (value != 0) {
                    new SqueezeExcite(value, SqueezeExcite.Form.MOBILENET_V3);
                }
            }
            case ACTIVATION, FLAG -> throw new IllegalArgumentException("'" + key + "' is not a number");
        }
    }

    /** The value as an integer; an exception if it is none. */
    private static int whole(double value) {
        if (value != Math.rint(value) || Math.abs(value) > MAX_INTEGER) {
            throw new IllegalArgumentException("This must be a whole number, not " + BlockStrings.formatNumber(value));
        }
        return (int) value;
    }
}
