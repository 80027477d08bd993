package dev.sartor.network.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorQuantisationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 255, 1, 0",
        "-255, 0, 1, 255",
        "-1, 254, 1, 1",
        "10, 255, 1, 0",
        "-255, -3, 1, 255",
        "0, 0, 0.003921569, 0"
    })
    void theRangeAndZeroAreCovered(float low, float high, float scale, int zeroPoint) {
        assertEquals(new TensorQuantisation(scale, zeroPoint), TensorQuantisation.of(new ValueRange(low, high)));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 10", "1.5, 12", "2.5, 12", "-0.5, 10", "-20, 0", "1000, 255", "0.51, 11"})
    void valuesAreRoundedToEvenAndClamped(float value, int quantised) {
        assertEquals(quantised, new TensorQuantisation(1, 10).quantise(value));
    }

    @Test
    void everyQuantisedValueStandsForAValueThatIsQuantisedToIt() {
        var tensor = TensorQuantisation.of(new ValueRange(-1.37f, 2.91f));
        for (int q = 0; q <= TensorQuantisation.MAX; q++) {
            assertEquals(q, tensor.quantise(tensor.dequantise(q)));
        }
        assertEquals(0, tensor.dequantise(tensor.zeroPoint()));
    }

    @Test
    void scalesAndZeroPointsOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TensorQuantisation(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TensorQuantisation(Float.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new TensorQuantisation(1, 256));
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(0, Float.NaN));
    }
}
