package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every limit with the last accepted and the first refused value. */
class BlockChecksTest {
    private static void assertRefused(String value, Runnable check) {
        var e = assertThrows(IllegalArgumentException.class, check::run);
        assertTrue(e.getMessage().contains(value), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 31})
    void oddKernelsUpTo31AreAccepted(int kernel) {
        assertDoesNotThrow(() -> BlockChecks.checkKernel(kernel));
        assertDoesNotThrow(() -> BlockChecks.checkOptionalKernel(kernel));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 30, 32, 33})
    void otherKernelsAreRefused(int kernel) {
        assertRefused("not " + kernel, () -> BlockChecks.checkKernel(kernel));
        assertRefused("not " + kernel, () -> BlockChecks.checkOptionalKernel(kernel));
    }

    @Test
    void anOptionalKernelMayBeZero() {
        assertDoesNotThrow(() -> BlockChecks.checkOptionalKernel(0));
        assertRefused("not 0", () -> BlockChecks.checkKernel(0));
    }

    @Test
    void stridesAreOneOrTwo() {
        assertDoesNotThrow(() -> BlockChecks.checkStride(1));
        assertDoesNotThrow(() -> BlockChecks.checkStride(2));
        assertRefused("not 0", () -> BlockChecks.checkStride(0));
        assertRefused("not 3", () -> BlockChecks.checkStride(3));
    }

    @Test
    void channelsAreBetween1And1048576() {
        assertDoesNotThrow(() -> BlockChecks.checkChannels(1));
        assertDoesNotThrow(() -> BlockChecks.checkChannels(1 << 20));
        assertRefused("not 0", () -> BlockChecks.checkChannels(0));
        assertRefused("not 1048577", () -> BlockChecks.checkChannels((1 << 20) + 1));
    }

    @Test
    void anExpansionIsPositiveAndAtMost64() {
        assertDoesNotThrow(() -> BlockChecks.checkExpansion(Double.MIN_VALUE));
        assertDoesNotThrow(() -> BlockChecks.checkExpansion(64));
        assertRefused("not 0.0", () -> BlockChecks.checkExpansion(0));
        assertRefused("not 64.01", () -> BlockChecks.checkExpansion(64.01));
        assertRefused("not NaN", () -> BlockChecks.checkExpansion(Double.NaN));
    }

    @Test
    void groupsAreAtLeastOneAndExpandFromIsNotNegative() {
        assertDoesNotThrow(() -> BlockChecks.checkGroups(1));
        assertDoesNotThrow(() -> BlockChecks.checkGroups(1 << 20));
        assertDoesNotThrow(() -> BlockChecks.checkExpandFrom(1 << 20));
        assertRefused("not 0", () -> BlockChecks.checkGroups(0));
        assertDoesNotThrow(() -> BlockChecks.checkExpandFrom(0));
        assertRefused("-1", () -> BlockChecks.checkExpandFrom(-1));
    }

    @Test
    void kernelStrideAndChannelsAreCheckedTogether() {
        assertDoesNotThrow(() -> BlockChecks.checkKernelStrideChannels(3, 1, 8));
        assertRefused("kernel", () -> BlockChecks.checkKernelStrideChannels(2, 1, 8));
        assertRefused("stride", () -> BlockChecks.checkKernelStrideChannels(3, 3, 8));
        assertRefused("Channels", () -> BlockChecks.checkKernelStrideChannels(3, 1, 0));
    }

    @Test
    void squeezeExciteRatiosAreAboveZeroAndAtMostOne() {
        assertDoesNotThrow(() -> new SqueezeExcite(1, SqueezeExcite.Form.MOBILENET_V3));
        assertRefused("not 0.0", () -> new SqueezeExcite(0, SqueezeExcite.Form.MOBILENET_V3));
        assertRefused("not 1.01", () -> new SqueezeExcite(1.01, SqueezeExcite.Form.MNASNET));
    }

    @Test
    void theTwoFormsOfSqueezeExciteRoundDifferently() {
        // 96 * 0.25 = 24 of the expanded channels; 16 * 0.25 = 4 of the input channels; never below 1
        // squeezedChannels: channels of the input and of the expanded tensor
        assertEquals(24, new SqueezeExcite(0.25, SqueezeExcite.Form.MOBILENET_V3).squeezedChannels(16, 96));
        assertEquals(4, new SqueezeExcite(0.25, SqueezeExcite.Form.MNASNET).squeezedChannels(16, 96));
        assertEquals(1, new SqueezeExcite(0.05, SqueezeExcite.Form.MNASNET).squeezedChannels(8, 96));
    }
}
