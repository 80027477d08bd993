package dev.sartor.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationFunctionTest {
    @ParameterizedTest
    @EnumSource
    void derivativesEqualFiniteDifferences(ActivationFunction function) {
        for (double x = -7.03; x < 8; x += 0.1) {
            double h = 1e-6;
            assertEquals(
                    (function.value(x + h) - function.value(x - h)) / (2 * h),
                    function.derivative(x),
                    1e-6,
                    function + " at " + x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clampsEqualTheirDefinition(ActivationFunction function) {
        if (function.isClamp()) {
            for (double x = -9; x < 9; x += 0.5) {
                assertEquals(Math.min(function.high(), Math.max(function.low(), x)), function.value(x));
            }
        }
    }
}
