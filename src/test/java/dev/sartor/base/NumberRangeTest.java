package dev.sartor.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRangeTest {
    private static final NumberRange WHOLE = NumberRange.whole(1, 1000);
    // Real: minimum, whether it is included, maximum, whether it is included
    private static final NumberRange REAL = new NumberRange.Real(0, false, 1, false);

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1000", "+7, 7", "' 12 ', 12", "007, 7"})
    void wholeNumbersWithinTheRangeAreParsed(String text, long number) {
        assertEquals(number, WHOLE.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "1001",
                "-1",
                "1.0",
                "1e2",
                "0x1",
                "NaN",
                "١٢",
                "９",
                "1,000",
                "1_0",
                "2147483648",
                "9223372036854775808",
                "1f"
            })
    void otherTextsAreNotWholeNumbersOfTheRange(String text) {
        var error = assertThrows(IllegalArgumentException.class, () -> WHOLE.parse(text));
        assertEquals("'" + text + "' is not a whole number from 1 to 1,000", error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "1e-3, 0.001", ".25, 0.25", "5.E-1, 0.5"})
    void realNumbersWithinTheRangeAreParsed(String text, double number) {
        assertEquals(number, REAL.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-0",
                "1",
                "1e999",
                "-1",
                "NaN",
                "Infinity",
                "0,5",
                "٠.٥",
                "0x1p-1",
                "0.5d",
                "0.5f",
                ".",
                "e1"
            })
    void otherTextsAreNotRealNumbersOfTheRange(String text) {
        var error = assertThrows(IllegalArgumentException.class, () -> REAL.parse(text));
        assertEquals("'" + text + "' is not a number above 0 and below 1", error.getMessage());
    }

    @Test
    void negativeZeroIsZero() {
        assertEquals(0.0, NumberRange.real(0, 1).parse("-0"));
    }
}
