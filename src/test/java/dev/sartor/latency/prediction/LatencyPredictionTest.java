package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.prediction.LatencyPrediction.Interval;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyPredictionTest {
    private final SearchSpace space = TinyLatencySpace.read();
    private final LatencyTable table = SampleTables.random(space, 1);

    private static List<MeasuredNetwork> networks(int count, double error) {
        return IntStream.range(0, count)
                .mapToObj(i -> new MeasuredNetwork("network " + i, Math.exp(error), 1))
                .toList();
    }

    private LatencyTable compared(int networks, double error) {
        return SampleTables.of(
                "compared", List.copyOf(table.units()), SampleTables.unvalidated(networks(networks, error)));
    }

    private Network network(long seed) {
        return Lowering.lower(space.decode(space.sample(new SplittableRandom(seed))));
    }

    @Test
    void anIntervalContainsItsEnds() {
        Interval interval = Interval.around(6, 2);
        assertEquals(new Interval(3, 12), interval);
        assertTrue(interval.contains(3) && interval.contains(12) && interval.contains(5));
        assertFalse(interval.contains(2.999) || interval.contains(12.001));
    }

    @Test
    void theErrorOfThePredictionIsDividedAmongTheUnits() {
        Uncertainty whole = Uncertainty.of(networks(30, 0.05)).orElseThrow();
        // UnitCost: key, cost in ms, standard deviation relative to it
        var three = new UnitCost("three", 3, 0);
        var four = new UnitCost("four", 4, 0);
        // LatencyPrediction: total, offset and weight term in ms, units, uncertainty
        var prediction = new LatencyPrediction(7, 0, 0, List.of(three, four), Optional.of(whole));
        assertEquals(7 * Math.exp(0.05), prediction.interval().orElseThrow().highMs(), 1e-12);
        assertEquals(7 * Math.exp(-0.05), prediction.interval().orElseThrow().lowMs(), 1e-12);
        // the relative error of each unit is 7 / sqrt(3^2 + 4^2) times that of the whole network
        assertEquals(
                3 * Math.exp(0.05 * 7 / 5),
                prediction.interval(three).orElseThrow().highMs(),
                1e-12);
        assertEquals(
                4 * Math.exp(-0.05 * 7 / 5),
                prediction.interval(four).orElseThrow().lowMs(),
                1e-12);
    }

    @Test
    void anInterpolatedUnitHasAWiderIntervalThanAMeasuredOne() {
        var measured = new UnitCost("measured", 3, 0);
        var estimated = new UnitCost("estimated", 4, 0.07);
        assertEquals(0.28 * 0.28, estimated.varianceMs2(), 1e-12);
        Uncertainty whole = Uncertainty.of(networks(30, 0.05)).orElseThrow();
        var prediction = new LatencyPrediction(7, 0, 0, List.of(measured, estimated), Optional.of(whole));
        // without the variance of the estimate, 0.28^2 / 7^2 of the whole network's 0.05^2, the rest is divided
        double own = (0.05 * 0.05 - 0.04 * 0.04) * 49 / 25;
        assertEquals(
                3 * Math.exp(Math.sqrt(own)),
                prediction.interval(measured).orElseThrow().highMs(),
                1e-9);
        assertEquals(
                4 * Math.exp(Math.sqrt(own + 0.07 * 0.07)),
                prediction.interval(estimated).orElseThrow().highMs(),
                1e-9);
        assertEquals(3.0 / 7, prediction.measuredShare(), 1e-12);
    }

    @Test
    void withTooFewNetworksThereIsNoInterval() {
        var unit = new UnitCost("unit", 3, 0);
        Optional<Uncertainty> few = Uncertainty.of(networks(3, 0.05));
        var prediction = new LatencyPrediction(3, 0, 0, List.of(unit), few);
        assertTrue(few.isPresent());
        assertEquals(Optional.empty(), prediction.interval());
        assertEquals(Optional.empty(), prediction.interval(unit));
        var unknown = new LatencyPrediction(3, 0, 0, List.of(unit), Optional.empty());
        assertEquals(Optional.empty(), unknown.interval());
        assertEquals(Optional.empty(), unknown.interval(unit));
    }

    @Test
    void unitsWithoutCostCountAsMeasured() {
        var free = new UnitCost("free", 0, 0.1);
        assertEquals(1, new LatencyPrediction(1, 1, 0, List.of(free), Optional.empty()).measuredShare());
        assertEquals(1, new LatencyPrediction(1, 1, 0, List.of(), Optional.empty()).measuredShare());
    }

    @Test
    void thePredictorOfASpaceHasThePartsOfTheTable() {
        LatencyTable compared = compared(30, 0.05);
        var predictor = new LatencyPredictor(compared);
        var ofSpace = new SpaceLatencyPredictor(space, predictor);
        assertEquals(compared, predictor.table());
        assertEquals(0.01, ofSpace.offsetMs());
        // the weight term of the sample tables: 0.25 ms per MiB beyond 0.5 MiB, with 4 bytes per parameter
        assertEquals(0.25 * 4 / (1 << 20), ofSpace.msPerParam(), 1e-18);
        assertEquals(0.5 * (1 << 20) / 4, ofSpace.freeParams());
        Unit stem = space.units().getFirst();
        assertEquals(compared.unit(stem.key()).orElseThrow().costMs(), ofSpace.unitMs(stem));
        assertEquals(
                0,
                ofSpace.unitMs(space.unitGraph().units().stream()
                        .filter(Unit::isEmpty)
                        .findFirst()
                        .orElseThrow()));
        // the prior deviation between processes is 0.7 %
        double margin = Math.exp(Math.hypot(0.05, 0.007));
        assertEquals(margin, ofSpace.marginFactor(0.9), 1e-12);
        int[] units = new int[space.unitGraph().maxLength()];
        int length = space.unitGraph().unitsOf(space.sample(new SplittableRandom(1)), units);
        assertEquals(margin, ofSpace.marginFactor(units, length, 0.9), 1e-12);
        assertEquals(1, ofSpace.measuredShare(units, length));
    }

    @Test
    void thePredictionsForUnitsAndForLayersAreEqual() {
        var predictor = new LatencyPredictor(table);
        var ofSpace = new SpaceLatencyPredictor(space, predictor);
        int[] units = new int[space.unitGraph().maxLength()];
        for (int seed = 0; seed < 20; seed++) {
            int length = space.unitGraph().unitsOf(space.sample(new SplittableRandom(seed)), units);
            assertEquals(predictor.predict(network(seed)).totalMs(), ofSpace.ms(units, length), 0);
        }
    }

    @Test
    void aTableThatWasNeverComparedHasNoMargin() {
        var ofSpace = new SpaceLatencyPredictor(space, new LatencyPredictor(compared(0, 0)));
        assertEquals(Double.POSITIVE_INFINITY, ofSpace.marginFactor(0.5));
        int[] units = new int[space.unitGraph().maxLength()];
        int length = space.unitGraph().unitsOf(space.sample(new SplittableRandom(1)), units);
        assertEquals(Double.POSITIVE_INFINITY, ofSpace.marginFactor(units, length, 0.5));
    }

    @Test
    void aModelWithoutParametersAndInterpolationIsAllMeasured() {
        LatencyModel model = new LatencyModel() {
            @Override
            public double ms(int[] units, int length) {
                return 1;
            }

            @Override
            public double unitMs(Unit unit) {
                return 1;
            }

            @Override
            public double offsetMs() {
                return 1;
            }

            @Override
            public double marginFactor(double confidence) {
                return 1 + confidence;
            }
        };
        assertEquals(1.5, model.marginFactor(new int[0], 0, 0.5));
        assertEquals(1, model.measuredShare(new int[0], 0));
        assertEquals(0, model.msPerParam());
        assertEquals(0, model.freeParams());
    }

    @Test
    void theNoiseOfAMeasurementWidensItsIntervals() {
        LatencyTable compared = compared(30, 0.05);
        Network network = network(1);
        // LatencyPredictor.ofMeasurement: table, variance by noise, slowdown
        Interval quiet = LatencyPredictor.ofMeasurement(compared, 0, Optional.empty())
                .predict(network)
                .interval()
                .orElseThrow();
        Interval noisy = LatencyPredictor.ofMeasurement(compared, 0.01, Optional.empty())
                .predict(network)
                .interval()
                .orElseThrow();
        assertTrue(noisy.highMs() > 1.01 * quiet.highMs(), quiet + " and " + noisy);
    }

    @Test
    void allMissingUnitsOfASpaceAreCounted() {
        LatencyTable some =
                SampleTables.of("some", List.copyOf(table.units()).subList(0, 2), (Certificate) table.provenance());
        var predictor = new LatencyPredictor(some);
        UserError e = assertThrows(UserError.class, () -> predictor.requireUnits(space));
        int all = space.units().size();
        assertTrue(e.getMessage().contains("lacks " + (all - 2) + " of"), e.getMessage());
        assertTrue(e.getMessage().contains(String.valueOf(all)), e.getMessage());
        new LatencyPredictor(table).requireUnits(space);
    }

    @Test
    void theQualityComparesPredictionsWithMeasurements() {
        var predictor = new LatencyPredictor(compared(30, 0.05));
        List<Network> networks = Stream.of(1L, 2L, 3L, 4L).map(this::network).toList();
        double[] predicted = networks.stream()
                .mapToDouble(n -> predictor.predict(n).totalMs())
                .toArray();
        // the interval reaches 5 % beyond the prediction
        double[] measured = {predicted[0], 1.04 * predicted[1], 1.5 * predicted[2], 0.96 * predicted[3]};
        PredictionQuality quality = PredictorEvaluation.quality(predictor, new TimedNetworks(networks, measured));
        assertEquals(Agreement.of(predicted, measured), quality.prediction());
        assertEquals(
                Agreement.of(
                        // the latency for each MAC in the sample tables
                        networks.stream().mapToDouble(n -> 1.5e-8 * n.macs()).toArray(), measured),
                quality.macsBaseline());
        assertEquals(0.75, quality.coverage90());
        assertEquals(
                MeasuredNetwork.of(networks.get(2), measured[2], predicted[2]),
                quality.networks().get(2));
        assertEquals(4, quality.networks().size());
        assertEquals(Precision.FP32, predictor.precision());
    }
}
