package dev.sartor.arch;

import dev.sartor.base.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Block strings, the notation of blocks in PyTorch Image Models (timm): {@code ir_r1_k3_s2_e6_c24_se0.25_nhs} is an inverted residual
 * (ir), not repeated (r1), with kernel 3, stride 2, expansion 6, 24 output channels, a squeeze-and-excite ratio of 0.25 and h-swish.
 * {@link BlockKind} lists the types, {@link BlockAttribute} the other tokens. Additions to timm's notation are more kinds, {@code g}
 * for the number of groups, and {@code sei} for squeeze-and-excite in the form of MnasNet and EfficientNet.
 *
 * <p>A canonical block string has one block, its tokens in a fixed order, and no token of a default value except the stride.
 * {@code parse(format(b))} equals {@code b}, and {@code format} of a parsed canonical block string is that string.
 */
public final class BlockStrings {

    /**
     * Values for what a block string leaves open.
     *
     * @param activation the activation function of a string without one; if empty, each string must have one
     * @param se         the form of squeeze-and-excite that {@code se} means
     */
    public record Defaults(Optional<Activation> activation, SqueezeExcite.Form se) {
        /** The defaults of canonical block strings. */
        public static final Defaults NONE = new Defaults(Optional.empty(), SqueezeExcite.Form.MOBILENET_V3);
    }

    /** Repeats, stride or channels, which the stages of a search space set. */
    private static final Pattern STAGE_TOKEN = Pattern.compile("_[rsc]\\d");

    private BlockStrings() {}

    /** The canonical block string of one block. */
    public static String format(Block block) {
        boolean withStageTokens = true;
        return format(block, withStageTokens);
    }

    /** The canonical block string without repeats, stride and channels, which a stage sets: {@code ir_k3_e6_nr6}. */
    public static String label(Block block) {
        boolean withStageTokens = false;
        return format(block, withStageTokens);
    }

    private static String format(Block block, boolean withStageTokens) {
        BlockValues values = block.values();
        var out = new StringBuilder(values.kind().token()).append(withStageTokens ? "_r1" : "");
        for (BlockAttribute attribute : values.kind().attributes()) {
            if (withStageTokens || attribute != BlockAttribute.STRIDE && attribute != BlockAttribute.CHANNELS) {
                append(out, attribute, values.value(attribute));
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, BlockAttribute attribute, Object value) {
        switch (value) {
            case Integer i -> {
                if (attribute == BlockAttribute.STRIDE || !attribute.isDefault(i)) {
                    out.append('_').append(attribute.key()).append(i);
                }
            }
            case Double d -> out.append('_').append(attribute.token(d));
            case Activation a -> out.append('_').append(a.token());
            case Boolean set -> {
                if (attribute.isWritten(set)) {
                    out.append('_').append(attribute.key());
                }
            }
            case Optional<?> se ->
                se.map(SqueezeExcite.class::cast)
                        .ifPresent(x -> out.append('_').append(x.form().key()).append(formatNumber(x.ratio())));
            default -> throw new IllegalStateException("No text for " + value);
        }
    }

    /** The blocks of one string: {@code rN} gives N blocks, of which only the first has the stride. */
    public static List<Block> parse(String text, Defaults defaults) {
        var tokens = BlockTokens.read(text, defaults);
        List<Block> blocks = new ArrayList<>();
        int repeats = tokens.repeats();
        for (int i = 0; i < repeats; i++) {
            boolean first = i == 0;
            blocks.add(tokens.block(first));
        }
        return List.copyOf(blocks);
    }

    /** The block of a canonical block string. */
    public static Block parse(String text) {
        List<Block> blocks = parse(text, Defaults.NONE);
        if (blocks.size() != 1) {
            throw new UserError(
                    "this must be a single block, not " + blocks.size(), "block string '" + text + "'", "write r1");
        }
        return blocks.getFirst();
    }

    /** Whether a text has tokens of repeats, stride or channels, which {@link #label} leaves out. It need not be valid. */
    public static boolean containsStageTokens(String text) {
        return STAGE_TOKEN.matcher(text).find();
    }

    /** A number without trailing zeros and without exponent: 6, 2.5. */
    public static String formatNumber(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
