package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OpTest {
    @Test
    void evenKernelsAndKernelsOrStridesOfZeroAreRefused() {
        // Op.Conv: channels in and out, kernel size, stride, groups, bias
        assertThrows(IllegalArgumentException.class, () -> new Op.Conv(4, 4, 2, 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Op.Conv(4, 4, 3, 0, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Op.AveragePool(2, 2));
        assertThrows(IllegalArgumentException.class, () -> new Op.MaxPool(0, 1));
    }

    @Test
    void groupsThatDoNotDivideAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Op.Conv(4, 6, 3, 1, 4, false));
    }
}
