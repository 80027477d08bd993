package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.search.ToyProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Costs in bytes of the precision of a run's tables. */
class TablePrecisionTest {
    private static final SearchSpace SPACE = ToyProblem.space();
    private static final boolean LITE_RT = true;
    private static final boolean NOT_LITE_RT = false;
    private static final Genome GENOME = SPACE.sample(new SplittableRandom(1));

    /** A table of a precision in which every network takes a millisecond. */
    private record Table(Precision precision, boolean isInt8LiteRt) implements LatencyModel {
        @Override
        public double ms(int[] units, int length) {
            return 1;
        }

        @Override
        public double unitMs(Unit unit) {
            return 0;
        }

        @Override
        public double offsetMs() {
            return 1;
        }

        @Override
        public double marginFactor(double confidence) {
            return 1;
        }
    }

    private static CostModel model(Precision... precisions) {
        TreeMap<String, LatencyModel> tables = new TreeMap<>();
        for (int i = 0; i < precisions.length; i++) {
            tables.put(precisions[i].token() + "-" + i, new Table(precisions[i], NOT_LITE_RT));
        }
        return new CostModel(SPACE, tables);
    }

    @Test
    void anInt8RunCountsOneByteForAValue() {
        Costs fp32 = model(Precision.FP32).of(GENOME);
        Costs int8 = model(Precision.INT8, Precision.INT8).of(GENOME);
        assertEquals(fp32.peakActivationBytes(), 4 * int8.peakActivationBytes());
        assertEquals(4 * fp32.params(), fp32.weightBytes());
        assertTrue(int8.weightBytes() < fp32.weightBytes(), int8.toString());
        assertEquals(model().of(GENOME).weightBytes(), fp32.weightBytes(), "without a table it is fp32");
        assertTrue(fp32.hasFp32Weights());
        assertFalse(int8.hasFp32Weights());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "flash"})
    void boundsAndLimitsAreInTheSameBytes(String cost) {
        CostModel int8 = model(Precision.INT8);
        double least = int8.minimum(Cost.parse(cost)).value();
        assertEquals(
                least,
                Cost.parse(cost).of(int8.of(int8.minimum(Cost.parse(cost)).genome())));
        assertFalse(int8.within(List.of(Limit.parse(cost + "<=" + (long) least + "B")))
                .isInfeasible());
        assertTrue(int8.within(List.of(Limit.parse(cost + "<=" + ((long) least - 1) + "B")))
                .isInfeasible());
        assertTrue(
                model(Precision.FP32)
                        .within(List.of(Limit.parse(cost + "<=" + (long) least + "B")))
                        .isInfeasible(),
                "in fp32 they need more");
    }

    @ParameterizedTest
    @CsvSource({
        "latency<=5ms, name the table: latency:int8-1",
        "P(latency<=5ms)>=0.9, name the table: latency:int8-1",
        "memory<=64KiB, use tables of one precision",
        "flash<=512KiB, use tables of one precision"
    })
    void tablesOfTwoPrecisionsAreNotMixedWithoutNames(String limit, String fix) {
        CostModel mixed = model(Precision.FP32, Precision.INT8);
        UserError e = assertThrows(UserError.class, () -> Limit.parse(limit).resolvedFor(mixed));
        assertTrue(e.getMessage().contains("several precisions (fp32: fp32-0; int8: int8-1)"), e.text());
        assertTrue(e.fix().contains(fix), e.text());
        assertEquals(3, e.text().lines().count());
        assertDoesNotThrow(() -> Limit.parse(limit).resolvedFor(model(Precision.INT8, Precision.INT8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "mean-latency", "memory", "flash", "reward:latency=5ms"})
    void theErrorForTablesOfTwoPrecisionsNamesTheObjective(String objective) {
        UserError e = assertThrows(UserError.class, () -> problem(objective));
        assertTrue(e.where().contains("objective '" + objective), e.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency:fp32-0", "latency:int8-1", "macs", "params"})
    void namedTablesOfTwoPrecisionsAreAllowed(String objective) {
        assertDoesNotThrow(() -> problem(objective));
        CostModel mixed = model(Precision.FP32, Precision.INT8);
        assertTrue(mixed.isDefined(Cost.parse(objective)));
    }

    private static SearchProblem problem(String objective) {
        return new SearchProblem(
                SPACE,
                model(Precision.FP32, Precision.INT8),
                List.of(Objective.ACCURACY, Objective.parse(objective)),
                List.of());
    }

    private static CostModel liteRt(Table... others) {
        TreeMap<String, LatencyModel> tables = new TreeMap<>();
        tables.put("phone", new Table(Precision.INT8, LITE_RT));
        for (Table other : others) {
            tables.put("other", other);
        }
        return new CostModel(SPACE, tables);
    }

    @Test
    void aRunOfLiteRtInInt8CountsTheArenaOfTensorFlowLiteMicro() {
        CostModel model = liteRt();
        Network network = Lowering.lower(SPACE.decode(GENOME));
        assertEquals(LiteRtExport.arenaBytes(network), model.of(GENOME).peakActivationBytes());
        assertEquals(LiteRtExport.arenaBytes(network), model.memory(network));
        assertTrue(model.memory(network) >= model(Precision.INT8).memory(network), "Micro does not sum in place");
        assertEquals(
                model.of(GENOME).weightBytes(), model(Precision.INT8).of(GENOME).weightBytes());
    }

    @Test
    void limitsOnTheArenaAreProvenBelowTheLargestUnit() {
        CostModel model = liteRt();
        Bound least = model.minimum(new Cost.Memory());
        assertEquals(least.value(), model.of(least.genome()).peakActivationBytes());
        assertTrue(least.proven() <= least.value());
        assertTrue(model.within(List.of(Limit.parse("memory<=" + ((long) least.proven() - 1) + "B")))
                .isInfeasible());
        List<Limit> attained = List.of(Limit.parse("memory<=" + (long) least.value() + "B"));
        assertFalse(model.within(attained).isInfeasible());
        assertEquals(
                least.isExact(),
                model.isExact(attained, least.genome()),
                "exact if the arena is that of the largest unit");
        assertEquals(Double.POSITIVE_INFINITY, model.maximum(new Cost.Memory()).proven());
    }

    @Test
    void tablesOfLiteRtAndOfOtherRuntimesHaveNoCommonMemory() {
        assertTrue(liteRt(new Table(Precision.INT8, LITE_RT)).isDefined(new Cost.Memory()));
        CostModel mixed = liteRt(new Table(Precision.INT8, NOT_LITE_RT));
        assertTrue(mixed.isDefined(new Cost.Flash()));
        UserError e =
                assertThrows(UserError.class, () -> Limit.parse("memory<=1MiB").resolvedFor(mixed));
        assertEquals(
                "the tables of this run are of LiteRT and of other runtimes (int8: other, phone), for which memory has"
                        + " no single value",
                e.getMessage());
    }
}
