package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelRoundingTest {

    @ParameterizedTest
    @CsvSource({
        "1, 8",
        "8, 8",
        "11.2, 16",
        "12, 16",
        "19, 24",
        "22.4, 24",
        "88.08, 88",
        "33.6, 32",
        "44.8, 48",
        "100, 104"
    })
    void roundingGivesMultiplesOfEightAndLosesAtMostATenth(double value, int channels) {
        assertEquals(channels, ChannelRounding.makeDivisible(value));
    }

    @Test
    void aLossOfExactlyATenthIsAccepted() {
        assertEquals(8, ChannelRounding.makeDivisible(8 / 0.9));
    }

    @Test
    void zeroNaNAndValuesAbove2To24AreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ChannelRounding.makeDivisible(0));
        assertThrows(IllegalArgumentException.class, () -> ChannelRounding.makeDivisible(Double.NaN));
        assertEquals(1 << 24, ChannelRounding.makeDivisible(1 << 24));
        assertThrows(IllegalArgumentException.class, () -> ChannelRounding.makeDivisible((1 << 24) + 1));
    }
}
