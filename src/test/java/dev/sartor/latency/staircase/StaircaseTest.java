package dev.sartor.latency.staircase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaircaseTest {
    private static final ChannelSweep.Range RANGE = new ChannelSweep.Range(8, 32);

    private final SearchSpace space = TinyLatencySpace.read();

    private static Staircase staircase(int step, int max, IntToDoubleFunction ms) {
        return new Staircase(IntStream.rangeClosed(1, max / step)
                .map(i -> i * step)
                // Staircase.Step: channels, median, lower and upper quartile in ms
                .mapToObj(c -> new Staircase.Step(c, ms.applyAsDouble(c), 0, 1))
                .toList());
    }

    @Test
    void channelsBetweenMultiplesCostNothingExtraOnAStraightLine() {
        Staircase line = staircase(4, 64, c -> 1 + 0.1 * c);
        assertEquals(1, line.costOffMultiplesOf(8).orElseThrow(), 1e-12);
        assertEquals(1, line.costOffMultiplesOf(32).orElseThrow(), 1e-12);
    }

    @Test
    void onStepsChannelsBetweenMultiplesCostWhatTheNextMultipleCosts() {
        // at 12, 20 and 28: 16/12, 24/20, 32/28 of the line through 0
        Staircase eights = staircase(4, 32, c -> Math.ceilDiv(c, 8) * 8);
        assertEquals(1.2, eights.costOffMultiplesOf(8).orElseThrow(), 1e-12);
    }

    @Test
    void withoutAMeasurementBetweenTwoMeasuredMultiplesTheCostIsUnknown() {
        assertEquals(OptionalDouble.empty(), staircase(8, 64, c -> c).costOffMultiplesOf(8));
        assertEquals(OptionalDouble.empty(), staircase(4, 28, c -> c).costOffMultiplesOf(32));
    }

    @Test
    void blocksAreMeasuredAtTheirLargestResolutionWithStride1() {
        ChannelSweep sweep =
                ChannelSweep.of(space, List.of("cn_k3_nre"), 6, RANGE).getFirst();
        assertEquals("convolution 3x3 at 8x8", sweep.words() + " at " + sweep.height() + "x" + sweep.width());
        assertEquals(
                List.of(
                        "cn_r1_k3_s1_c8_nre@8x8x8",
                        "cn_r1_k3_s1_c16_nre@16x8x8",
                        "cn_r1_k3_s1_c24_nre@24x8x8",
                        "cn_r1_k3_s1_c32_nre@32x8x8"),
                sweep.units().values().stream().map(Unit::key).toList());
    }

    @Test
    void differentKindsOfBlockAreChosenFirst() {
        assertEquals(
                List.of("cn_k3_nre", "dsa_k3_nre", "er_k3_e2_nre", "ir_k3_e3_nre", "dsa_k5_nre"),
                ChannelSweep.of(space, List.of(), 5, RANGE).stream()
                        .map(ChannelSweep::label)
                        .toList());
        assertEquals(8, ChannelSweep.blockCount(space));
    }

    @Test
    void anUnknownBlockIsAnErrorWithASuggestion() {
        UserError e = assertThrows(UserError.class, () -> ChannelSweep.of(space, List.of("ir_k3_e4_nre"), 6, RANGE));
        assertEquals("there is no block 'ir_k3_e4_nre' in the space", e.getMessage());
        assertTrue(e.fix().startsWith("did you mean 'ir_k3_e3_nre'?"), e.fix());
    }

    @Test
    void aRangeHasAtLeastTwoNumbersOfChannels() {
        assertThrows(IllegalArgumentException.class, () -> new ChannelSweep.Range(8, 15));
        assertThrows(IllegalArgumentException.class, () -> new ChannelSweep.Range(0, 15));
    }
}
