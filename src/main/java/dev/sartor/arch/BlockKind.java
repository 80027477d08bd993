package dev.sartor.arch;

import static dev.sartor.arch.BlockAttribute.ACTIVATION;
import static dev.sartor.arch.BlockAttribute.CHANNELS;
import static dev.sartor.arch.BlockAttribute.END_KERNEL;
import static dev.sartor.arch.BlockAttribute.EXPAND_FROM;
import static dev.sartor.arch.BlockAttribute.EXPANSION;
import static dev.sartor.arch.BlockAttribute.EXPLICIT_SKIP;
import static dev.sartor.arch.BlockAttribute.GROUPS;
import static dev.sartor.arch.BlockAttribute.IN_RATIO;
import static dev.sartor.arch.BlockAttribute.KERNEL;
import static dev.sartor.arch.BlockAttribute.OUT_RATIO;
import static dev.sartor.arch.BlockAttribute.SE;
import static dev.sartor.arch.BlockAttribute.SKIP;
import static dev.sartor.arch.BlockAttribute.START_KERNEL;
import static dev.sartor.arch.BlockAttribute.STRIDE;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kinds of block: their names, attributes and constructors. This is the single source for block strings, search spaces,
 * descriptions and drawings. A new kind needs a record in {@link Block}, a case in {@code network.BlockLowering} (without it
 * the program does not compile), and a constant here.
 */
public enum BlockKind {
    CONV(
            "cn",
            "conv",
            "convolution",
            "regular convolution",
            List.of(KERNEL, STRIDE, CHANNELS, GROUPS, ACTIVATION, EXPLICIT_SKIP),
            v -> new Block.Conv(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.integer(CHANNELS),
                    v.integer(GROUPS),
                    v.activation(),
                    v.flag(EXPLICIT_SKIP))),
    /** MobileNetV1's block: activation after the pointwise convolution, no residual connection. */
    SEPARABLE(
            "dsa",
            "separable",
            "separable",
            "depthwise-separable",
            List.of(KERNEL, STRIDE, CHANNELS, SE, ACTIVATION),
            v -> Block.DepthwiseSeparable.withFinalActivation(
                    v.integer(KERNEL), v.integer(STRIDE), v.integer(CHANNELS), v.squeezeExcite(), v.activation())),
    /** MobileNetV2's first block: no activation after the pointwise convolution, residual connection if shapes are equal. */
    SEPARABLE_LINEAR(
            "ds",
            "separable-linear",
            "linear separable",
            "depthwise-separable",
            List.of(KERNEL, STRIDE, CHANNELS, SE, ACTIVATION, SKIP),
            v -> Block.DepthwiseSeparable.linear(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.integer(CHANNELS),
                    v.squeezeExcite(),
                    v.activation(),
                    v.flag(SKIP))),
    INVERTED(
            "ir",
            "inverted",
            "inverted",
            "inverted residual",
            List.of(KERNEL, STRIDE, EXPANSION, CHANNELS, SE, ACTIVATION, SKIP),
            v -> new Block.InvertedResidual(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.number(EXPANSION),
                    v.integer(CHANNELS),
                    v.squeezeExcite(),
                    v.activation(),
                    v.flag(SKIP))),
    /** MobileNetV4's block, with up to three depthwise convolutions. */
    UNIVERSAL_INVERTED(
            "uir",
            "universal-inverted",
            "universal inverted",
            "universal inverted bottleneck",
            List.of(START_KERNEL, KERNEL, END_KERNEL, STRIDE, EXPANSION, CHANNELS, SE, ACTIVATION, SKIP),
            v -> new Block.UniversalInverted(
                    v.integer(START_KERNEL),
                    v.integer(KERNEL),
                    v.integer(END_KERNEL),
                    v.integer(STRIDE),
                    v.number(EXPANSION),
                    v.integer(CHANNELS),
                    v.squeezeExcite(),
                    v.activation(),
                    v.flag(SKIP))),
    FUSED(
            "er",
            "fused",
            "fused",
            "fused inverted residual",
            List.of(KERNEL, STRIDE, EXPANSION, CHANNELS, EXPAND_FROM, SE, ACTIVATION, SKIP),
            v -> new Block.FusedInvertedResidual(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.number(EXPANSION),
                    v.integer(CHANNELS),
                    v.squeezeExcite(),
                    v.activation(),
                    v.integer(EXPAND_FROM),
                    v.flag(SKIP))),
    TUCKER(
            "tk",
            "tucker",
            "Tucker",
            "Tucker convolution",
            List.of(KERNEL, STRIDE, IN_RATIO, OUT_RATIO, CHANNELS, ACTIVATION, SKIP),
            v -> new Block.Tucker(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.number(IN_RATIO),
                    v.number(OUT_RATIO),
                    v.integer(CHANNELS),
                    v.activation(),
                    v.flag(SKIP))),
    BOTTLENECK(
            "bt",
            "bottleneck",
            "bottleneck",
            "bottleneck",
            List.of(KERNEL, STRIDE, EXPANSION, CHANNELS, GROUPS, ACTIVATION, SKIP),
            v -> new Block.Bottleneck(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.number(EXPANSION),
                    v.integer(CHANNELS),
                    v.integer(GROUPS),
                    v.activation(),
                    v.flag(SKIP))),
    SHUFFLE(
            "sh",
            "shuffle",
            "shuffle unit",
            "shuffle unit",
            List.of(KERNEL, STRIDE, EXPANSION, CHANNELS, GROUPS, ACTIVATION),
            v -> new Block.ShuffleUnit(
                    v.integer(KERNEL),
                    v.integer(STRIDE),
                    v.number(EXPANSION),
                    v.integer(CHANNELS),
                    v.integer(GROUPS),
                    v.activation())),
    XCEPTION(
            "xs",
            "xception",
            "Xception",
            "Xception separable",
            List.of(KERNEL, STRIDE, CHANNELS, ACTIVATION, SKIP),
            v -> new Block.XceptionSeparable(
                    v.integer(KERNEL), v.integer(STRIDE), v.integer(CHANNELS), v.activation(), v.flag(SKIP))),
    IDENTITY(
            "id",
            "identity",
            "identity",
            "identity",
            List.of(STRIDE, CHANNELS),
            v -> new Block.Identity(v.integer(STRIDE), v.integer(CHANNELS)));

    private static final Map<String, BlockKind> BY_TOKEN = mapBy(BlockKind::token);
    private static final Map<String, BlockKind> BY_YAML_NAME = mapBy(BlockKind::yamlName);

    private final String token;
    private final String yamlName;
    private final String shortLabel;
    private final String label;
    private final List<BlockAttribute> attributes;
    private final Function<BlockValues, Block> builder;

    BlockKind(
            String token,
            String yamlName,
            String shortLabel,
            String label,
            List<BlockAttribute> attributes,
            Function<BlockValues, Block> builder) {
        this.token = token;
        this.yamlName = yamlName;
        this.shortLabel = shortLabel;
        this.label = label;
        this.attributes = attributes;
        this.builder = builder;
    }

    /** The kind whose block strings begin with this token. */
    public static Optional<BlockKind> ofToken(String token) {
        return Optional.ofNullable(BY_TOKEN.get(token));
    }

    /** All kinds by their names in search space files. */
    public static Map<String, BlockKind> byYamlName() {
        return BY_YAML_NAME;
    }

    /** The first token of block strings of this kind: {@code ir}. */
    public String token() {
        return token;
    }

    /** The kind's name in search space files: {@code inverted}. */
    public String yamlName() {
        return yamlName;
    }

    /** The kind's name before a kernel size, as in "inverted 3x3". */
    String shortLabel() {
        return shortLabel;
    }

    /** The kind's full name: {@code inverted residual}. */
    public String label() {
        return label;
    }

    /** The attributes of blocks of this kind, in the order of canonical block strings. */
    public List<BlockAttribute> attributes() {
        return attributes;
    }

    /**
     * The block with these values.
     *
     * @throws IllegalArgumentException if one of them is out of range
     */
    Block build(List<Object> values) {
        return builder.apply(new BlockValues(this, values));
    }

    private static Map<String, BlockKind> mapBy(Function<BlockKind, String> name) {
        Map<String, BlockKind> kinds = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(k -> kinds.put(name.apply(k), k));
        return Collections.unmodifiableMap(kinds);
    }
}
