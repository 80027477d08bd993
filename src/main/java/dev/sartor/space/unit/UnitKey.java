package dev.sartor.space.unit;

import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a unit's key back, {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}: what {@link Unit#key} writes. */
public final class UnitKey {
    private static final Pattern KEY = Pattern.compile("(.+)@(\\d{1,6}x\\d{1,6}x\\d{1,6})");

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
            Shape input = Shape.parse(m.group(2)).orElseThrow();
            Unit unit = new Unit(Lowering.lower(PartStrings.parse(m.group(1)), input));
            if (unit.key().equals(key)) {
                return unit;
            }
        } catch (IllegalArgumentException e) {
            // a figure out of range: no unit has it
        }
        throw wrong(key);
    }

    private static UserError wrong(String key) {
        return new UserError(
                "'" + key + "' is not the key of a unit",
                "unit '" + key + "'",
                "write a block string and the shape it reads, as ir_r1_k3_s2_e6_c24_nr6@16x112x112");
    }
}
