package dev.sartor.arch;

import dev.sartor.arch.Block.Bottleneck;
import dev.sartor.arch.Block.Conv;
import dev.sartor.arch.Block.DepthwiseSeparable;
import dev.sartor.arch.Block.FusedInvertedResidual;
import dev.sartor.arch.Block.Identity;
import dev.sartor.arch.Block.InvertedResidual;
import dev.sartor.arch.Block.ShuffleUnit;
import dev.sartor.arch.Block.Tucker;
import dev.sartor.arch.Block.XceptionSeparable;
import dev.sartor.base.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exchange notation of blocks, after timm ({@code ir_r1_k3_s2_e6_c24_se0.25_nhs}): a type, then tokens of a key and
 * a value. Kinds that timm lacks have tokens of the same shape: {@code tk} Tucker ({@code i}, {@code o} the ratios),
 * {@code bt} bottleneck, {@code sh} shuffle unit, {@code xs} Xception-style separable, {@code id} identity; {@code g}
 * is the number of groups and {@code sei} the soft form of squeeze-excite.
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

    private BlockStrings() {}

    /** The canonical text of one block. */
    public static String format(Block block) {
        return switch (block) {
            case Conv b ->
                text("cn")
                        .kernel(b.kernel(), b.stride())
                        .add("c", b.channels())
                        .groups(b.groups())
                        .activation(b.activation())
                        .flag("skip", b.skip())
                        .toString();
            case DepthwiseSeparable b ->
                text(b.linear() ? "ds" : "dsa")
                        .kernel(b.kernel(), b.stride())
                        .add("c", b.channels())
                        .se(b.se())
                        .activation(b.activation())
                        .flag("noskip", b.linear() && !b.skip())
                        .toString();
            case InvertedResidual b ->
                text("ir")
                        .kernel(b.kernel(), b.stride())
                        .add("e", b.expansion())
                        .add("c", b.channels())
                        .se(b.se())
                        .activation(b.activation())
                        .flag("noskip", !b.skip())
                        .toString();
            case FusedInvertedResidual b ->
                text("er")
                        .kernel(b.kernel(), b.stride())
                        .add("e", b.expansion())
                        .add("c", b.channels())
                        .forced(b.expandFrom())
                        .se(b.se())
                        .activation(b.activation())
                        .flag("noskip", !b.skip())
                        .toString();
            case Tucker b ->
                text("tk")
                        .kernel(b.kernel(), b.stride())
                        .add("i", b.inRatio())
                        .add("o", b.outRatio())
                        .add("c", b.channels())
                        .activation(b.activation())
                        .flag("noskip", !b.skip())
                        .toString();
            case Bottleneck b ->
                text("bt")
                        .kernel(b.kernel(), b.stride())
                        .add("e", b.expansion())
                        .add("c", b.channels())
                        .groups(b.groups())
                        .activation(b.activation())
                        .flag("noskip", !b.skip())
                        .toString();
            case ShuffleUnit b ->
                text("sh")
                        .kernel(b.kernel(), b.stride())
                        .add("e", b.expansion())
                        .add("c", b.channels())
                        .groups(b.groups())
                        .activation(b.activation())
                        .toString();
            case XceptionSeparable b ->
                text("xs")
                        .kernel(b.kernel(), b.stride())
                        .add("c", b.channels())
                        .activation(b.activation())
                        .flag("noskip", !b.skip())
                        .toString();
            case Identity b ->
                text("id").add("s", b.stride()).add("c", b.channels()).toString();
        };
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

    /** A figure without needless zeros or exponent: 6, 2.5. */
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static Text text(String type) {
        return new Text(type);
    }

    private static final class Text {
        private final StringBuilder out;

        Text(String type) {
            out = new StringBuilder(type).append("_r1");
        }

        Text add(String key, double value) {
            out.append('_').append(key).append(number(value));
            return this;
        }

        Text kernel(int kernel, int stride) {
            return add("k", kernel).add("s", stride);
        }

        Text groups(int groups) {
            return groups == 1 ? this : add("g", groups);
        }

        Text forced(int width) {
            return width == 0 ? this : add("fc", width);
        }

        Text se(Optional<SqueezeExcite> se) {
            return se.map(s -> add(s.form().key(), s.ratio())).orElse(this);
        }

        Text activation(Activation a) {
            out.append('_').append(a.token());
            return this;
        }

        Text flag(String word, boolean set) {
            if (set) {
                out.append('_').append(word);
            }
            return this;
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
