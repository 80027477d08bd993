package dev.sartor.space.unit;

import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of unit keys, which {@link Unit#key} formats: {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}. */
public final class UnitKey {
    private static final Pattern KEY = Pattern.compile("(.+)@(\\d{1,6}x\\d{1,6}x\\d{1,6})");

    private UnitKey() {}

    /**
     * The unit of a key.
     *
     * @throws UserError for a text that is not the key of a unit
     */
    public static Unit parse(String key) {
        Matcher m = KEY.matcher(key);
        if (!m.matches()) {
            throw wrong(key);
        }
        try {
            Shape input = Shape.parse(m.group(2)).orElseThrow();
            Unit unit = new Unit(Lowering.lower(PartStrings.parse(m.group(1)), input));
            if (unit.key().equals(key)) {
                return unit;
            }
        } catch (IllegalArgumentException e) {
            // a number out of range: no unit has this key
        }
        throw wrong(key);
    }

    private static UserError wrong(String key) {
        return new UserError(
                "'" + key + "' is not the key of a unit",
                "unit '" + key + "'",
                "write a block string and its input shape, such as ir_r1_k3_s2_e6_c24_nr6@16x112x112");
    }
}
