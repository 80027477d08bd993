package dev.sartor.arch;

import dev.sartor.base.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Canonical texts of architecture parts: block strings ({@link BlockStrings}), {@code stem_k3_s2_c32_nr6} for a stem with kernel 3,
 * stride 2, 32 channels and relu6, and {@code head_c960_h1280_nhs_o1000}.
 * In a head {@code c} is the number of channels of the convolution, {@code h} the size of the hidden layer ({@code hbn} if it
 * has batch norm), and {@code o} the number of classes.
 */
public final class PartStrings {
    private static final Pattern STEM = Pattern.compile("stem_k(\\d{1,2})_s([12])_c(\\d{1,5})_(\\w+)");
    private static final Pattern HEAD =
            Pattern.compile("head(?:_c(\\d{1,6}))?(?:_h(bn)?(\\d{1,6}))?(?:_(n\\w+))?_o(\\d{1,6})");

    private static final double NO_DROPOUT = 0;

    private PartStrings() {}

    /** The canonical text of a part. It leaves out a head's dropout, which costs nothing at inference. */
    public static String format(ArchitecturePart part) {
        return switch (part) {
            case Stem s ->
                s.token() + "_k" + s.kernel() + "_s" + s.stride() + "_c" + s.channels() + "_"
                        + s.activation().token();
            case Block b -> BlockStrings.format(b);
            case Head.Classifier h -> format(h, h.convChannels() > 0 ? "_c" + h.convChannels() : "");
        };
    }

    /** The canonical text without repeats, stride, and the channels of stem, block or head convolution. */
    public static String label(ArchitecturePart part) {
        return switch (part) {
            case Stem s -> s.token() + "_k" + s.kernel() + "_" + s.activation().token();
            case Block b -> BlockStrings.label(b);
            case Head.Classifier h -> format(h, "");
        };
    }

    private static String format(Head.Classifier h, String convolution) {
        String hidden = h.hiddenChannels() == 0 ? "" : (h.hiddenNorm() ? "_hbn" : "_h") + h.hiddenChannels();
        String activation =
                h.convChannels() + h.hiddenChannels() > 0 ? "_" + h.activation().token() : "";
        return h.token() + convolution + hidden + activation + "_o" + h.classes();
    }

    /**
     * The part of a canonical text; a head has no dropout.
     *
     * @throws UserError                for a text that is neither a stem nor a head nor a block string
     * @throws IllegalArgumentException for a value out of range
     */
    public static ArchitecturePart parse(String text) {
        Matcher stem = STEM.matcher(text);
        if (stem.matches()) {
            return new Stem(
                    number(stem.group(1)), number(stem.group(2)), number(stem.group(3)), activation(stem.group(4)));
        }
        Matcher head = HEAD.matcher(text);
        if (head.matches()) {
            Activation activation = head.group(4) == null ? Activation.RELU : activation(head.group(4));
            return new Head.Classifier(
                    number(head.group(1)),
                    number(head.group(3)),
                    head.group(2) != null,
                    number(head.group(5)),
                    activation,
                    NO_DROPOUT);
        }
        return BlockStrings.parse(text);
    }

    private static Activation activation(String token) {
        return Activation.ofToken(token)
                .orElseThrow(() -> new IllegalArgumentException("There is no activation " + token));
    }

    /** @param digits null for 0 */
    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
