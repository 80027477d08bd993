package dev.sartor.arch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A setting of a block, with its key in block strings and, where a search space may state it, its word there. Which
 * settings a block has, and in which order its text states them, is its {@link BlockKind}'s.
 */
public enum BlockAttribute {
    /** Of the convolution over pixels; of a universal inverted bottleneck, the one in the middle, 0 for none. */
    KERNEL("k", "kernel", BlockChecks::optionalKernel),
    /** The width inside over the input's or, as the kind has it, the output's. */
    EXPANSION("e", "expansion", Type.NUMBER),
    SE("se", "se", Type.SQUEEZE_EXCITE),
    ACTIVATION("n", "activation", Type.ACTIVATION),
    GROUPS("g", "groups", BlockChecks::groups),
    /** Of a Tucker block: the compressed width over the input's. */
    IN_RATIO("i", "in_ratio", Type.NUMBER),
    /** Of a Tucker block: the convolution's width over the output's. */
    OUT_RATIO("o", "out_ratio", Type.NUMBER),
    /** Of a depthwise convolution before the expansion, 0 for none. */
    START_KERNEL("a", "start_kernel", BlockChecks::optionalKernel),
    /** Of a depthwise convolution after the projection, 0 for none. */
    END_KERNEL("p", "end_kernel", BlockChecks::optionalKernel),
    STRIDE("s", null, BlockChecks::stride),
    CHANNELS("c", null, BlockChecks::channels),
    /** Where positive, the width that the expansion is relative to, in place of the input's. */
    EXPAND_FROM("fc", null, BlockChecks::forcedWidth),
    /** A residual connection where shapes allow it, unless the text says {@code noskip}. */
    SKIP("noskip", null, Type.FLAG),
    /** A residual connection where shapes allow it, if the text says {@code skip}. */
    EXPLICIT_SKIP("skip", null, Type.FLAG);

    /** What values an attribute has. */
    enum Type {
        WHOLE(Integer.class),
        NUMBER(Double.class),
        SQUEEZE_EXCITE(Optional.class),
        ACTIVATION(Activation.class),
        FLAG(Boolean.class);

        private final Class<?> values;

        Type(Class<?> values) {
            this.values = values;
        }

        boolean has(Object value) {
            return values.isInstance(value);
        }
    }

    private final String key;
    private final String word;
    private final Type type;
    private final IntConsumer check;

    BlockAttribute(String key, String word, IntConsumer check) {
        this(key, word, Type.WHOLE, check);
    }

    BlockAttribute(String key, String word, Type type) {
        this(key, word, type, _ -> {});
    }

    BlockAttribute(String key, String word, Type type, IntConsumer check) {
        this.key = key;
        this.word = word;
        this.type = type;
        this.check = check;
    }

    /** The key of its token in a block string. */
    public String key() {
        return key;
    }

    /** Its key in the file of a search space; empty where only stages and architectures decide it. */
    public Optional<String> word() {
        return Optional.ofNullable(word);
    }

    /** The keys of its tokens: usually its own alone. */
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

    Type type() {
        return type;
    }

    /** The value where a block string states none; empty where it must state one. */
    Optional<Integer> absent() {
        return switch (this) {
            case STRIDE, GROUPS -> Optional.of(1);
            case START_KERNEL, END_KERNEL, EXPAND_FROM -> Optional.of(0);
            case KERNEL, EXPANSION, SE, ACTIVATION, IN_RATIO, OUT_RATIO, CHANNELS, SKIP, EXPLICIT_SKIP ->
                Optional.empty();
        };
    }

    /** Whether a value is the one that holds where a block string states none. */
    public boolean isAbsent(Object value) {
        return absent().filter(value::equals).isPresent();
    }

    /** What holds where a search space says nothing, as a token; empty where it must say something. */
    public Optional<String> neutral() {
        return this == SE ? Optional.of(SE.token(0)) : absent().map(this::token);
    }

    /** A number as a token: {@code k3}, {@code se0.25}. */
    public String token(double value) {
        return key + BlockStrings.number(value);
    }

    /**
     * Checks the range of a number.
     *
     * @throws IllegalArgumentException if no block can have it
     */
    public void check(double value) {
        switch (type) {
            case WHOLE -> check.accept(whole(value));
            case NUMBER -> BlockChecks.expansion(value);
            case SQUEEZE_EXCITE -> {
                if (value != 0) {
                    new SqueezeExcite(value, SqueezeExcite.Form.HARD);
                }
            }
            case ACTIVATION, FLAG -> throw new IllegalArgumentException("'" + key + "' is not a number");
        }
    }

    private static int whole(double value) {
        if (value != Math.rint(value) || Math.abs(value) > 1 << 20) {
            throw new IllegalArgumentException("A whole number is wanted here, not " + BlockStrings.number(value));
        }
        return (int) value;
    }
}
