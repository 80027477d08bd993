package dev.sartor.arch;

import dev.sartor.base.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The exchange notation of blocks, after timm ({@code ir_r1_k3_s2_e6_c24_se0.25_nhs}): a type, then tokens of a key and
 * a value. {@link BlockKind} lists the types, {@link BlockAttribute} the tokens; kinds that timm lacks have tokens of the
 * same shape, {@code g} is the number of groups and {@code sei} the soft form of squeeze-excite.
 *
 * <p>The canonical text has one block a string, every token in fixed order, and no token that says a default twice:
 * {@code parse(format(b))} is {@code b} and {@code format} of a parsed canonical text is that text.
 */
public final class BlockStrings {

    /** What a text leaves unsaid: the activation (none: every string must name one) and what {@code se} stands for. */
    public record Defaults(Optional<Activation> activation, SqueezeExcite.Form se) {
        /** Of the canonical text. */
        public static final Defaults NONE = new Defaults(Optional.empty(), SqueezeExcite.Form.HARD);
    }

    private static final Pattern PLACE = Pattern.compile("_[rsc]\\d");

    private BlockStrings() {}

    /** The canonical text of one block. */
    public static String format(Block block) {
        return format(block, true);
    }

    /** The canonical text without what a stage decides: repeats, stride and channels, {@code ir_k3_e6_nr6}. */
    public static String label(Block block) {
        return format(block, false);
    }

    private static String format(Block block, boolean placed) {
        BlockValues values = block.values();
        var out = new StringBuilder(values.kind().token()).append(placed ? "_r1" : "");
        for (BlockAttribute attribute : values.kind().attributes()) {
            if (placed || attribute != BlockAttribute.STRIDE && attribute != BlockAttribute.CHANNELS) {
                append(out, attribute, values.value(attribute));
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, BlockAttribute attribute, Object value) {
        switch (value) {
            case Integer i -> {
                if (attribute == BlockAttribute.STRIDE || !attribute.isAbsent(i)) {
                    out.append('_').append(attribute.key()).append(i);
                }
            }
            case Double d -> out.append('_').append(attribute.token(d));
            case Activation a -> out.append('_').append(a.token());
            case Boolean set -> {
                if (set == (attribute == BlockAttribute.EXPLICIT_SKIP)) {
                    out.append('_').append(attribute.key());
                }
            }
            case Optional<?> se ->
                se.map(SqueezeExcite.class::cast)
                        .ifPresent(x -> out.append('_').append(x.form().key()).append(number(x.ratio())));
            default -> throw new IllegalStateException("No text for " + value);
        }
    }

    /** The blocks of one string: {@code rN} gives N of them, the stride on the first only. */
    public static List<Block> parse(String text, Defaults defaults) {
        var tokens = BlockTokens.read(text, defaults);
        List<Block> blocks = new ArrayList<>();
        int repeats = tokens.repeats();
        for (int i = 0; i < repeats; i++) {
            blocks.add(tokens.block(i == 0));
        }
        return List.copyOf(blocks);
    }

    /** The one block of a canonical string. */
    public static Block parse(String text) {
        List<Block> blocks = parse(text, Defaults.NONE);
        if (blocks.size() != 1) {
            throw new UserError(
                    "a single block is wanted here, not " + blocks.size(), "block string '" + text + "'", "write r1");
        }
        return blocks.getFirst();
    }

    /** Whether a text, which need not be valid, states repeats, stride or channels: what {@link #label} leaves out. */
    public static boolean statesPlace(String text) {
        return PLACE.matcher(text).find();
    }

    /** A figure without needless zeros or exponent: 6, 2.5. */
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
