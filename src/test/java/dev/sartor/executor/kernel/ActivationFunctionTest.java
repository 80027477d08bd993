package dev.sartor.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationFunctionTest {
    @ParameterizedTest
    @EnumSource
    void slopesAreDifferencesOfValues(ActivationFunction curve) {
        for (double x = -7.03; x < 8; x += 0.1) {
            double h = 1e-6;
            assertEquals(
                    (curve.value(x + h) - curve.value(x - h)) / (2 * h), curve.derivative(x), 1e-6, curve + " at " + x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clampsAreTheirBounds(ActivationFunction curve) {
        if (curve.isClamp()) {
            for (double x = -9; x < 9; x += 0.5) {
                assertEquals(Math.min(curve.high(), Math.max(curve.low(), x)), curve.value(x));
            }
        }
    }
}
