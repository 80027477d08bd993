package dev.sartor.space.unit;

import dev.sartor.arch.Activation;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a unit's key back, {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}: what {@link Unit#key} writes. */
public final class UnitKey {
    private static final Pattern KEY = Pattern.compile("(.+)@(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");
    private static final Pattern STEM = Pattern.compile("stem_k(\\d{1,2})_s([12])_c(\\d{1,5})_(\\w+)");
    private static final Pattern HEAD =
            Pattern.compile("head(?:_c(\\d{1,6}))?(?:_h(\\d{1,6}))?(?:_(n\\w+))?_o(\\d{1,6})");

    private UnitKey() {}

    /**
     * The unit of a key.
     *
     * @throws UserError for a text that no unit has
     */
    public static Unit parse(String key) {
        Matcher m = KEY.matcher(key);
        if (!m.matches()) {
            throw wrong(key);
        }
        try {
            Shape input = new Shape(number(m.group(2)), number(m.group(3)), number(m.group(4)));
            Unit unit = new Unit(network(m.group(1), input));
            if (unit.key().equals(key)) {
                return unit;
            }
        } catch (IllegalArgumentException e) {
            // a figure out of range: no unit has it
        }
        throw wrong(key);
    }

    private static Network network(String text, Shape input) {
        Matcher stem = STEM.matcher(text);
        if (stem.matches()) {
            return Lowering.lower(
                    new Stem(
                            number(stem.group(1)),
                            number(stem.group(2)),
                            number(stem.group(3)),
                            activation(stem.group(4))),
                    input);
        }
        Matcher head = HEAD.matcher(text);
        if (head.matches()) {
            return Lowering.lower(
                    new Head.Classifier(
                            number(head.group(1)),
                            number(head.group(2)),
                            number(head.group(4)),
                            head.group(3) == null ? Activation.RELU : activation(head.group(3)),
                            0),
                    input);
        }
        return Lowering.lower(BlockStrings.parse(text), input);
    }

    private static Activation activation(String token) {
        return Activation.ofToken(token).orElseThrow(() -> new IllegalArgumentException("no activation " + token));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static UserError wrong(String key) {
        return new UserError(
                "'" + key + "' is not the key of a unit",
                "unit '" + key + "'",
                "write a block string and the shape it reads, as ir_r1_k3_s2_e6_c24_nr6@16x112x112");
    }
}
