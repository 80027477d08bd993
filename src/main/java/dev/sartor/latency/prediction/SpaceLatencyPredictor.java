package dev.sartor.latency.prediction;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitCosts;
import java.util.List;

/**
 * Predicts the latency of a space's networks from their units (stem, blocks, head), without lowering them to layers. The
 * predictions are equal to those of {@link LatencyPredictor} to the last bit, at millions per second. Created once for a space
 * and a table; thread-safe.
 */
public final class SpaceLatencyPredictor implements LatencyModel {
    private final UnitCosts costs;
    private final LatencyPredictor predictor;
    /** Costs of units and their variances, by the index of a unit in the space's graph. */
    private final double[] unitMs;

    private final double[] varianceMs2;

    /** @throws dev.sartor.base.UserError if the predictor lacks units of the space */
    public SpaceLatencyPredictor(SearchSpace space, LatencyPredictor predictor) {
        this.costs = new UnitCosts(space.unitGraph(), predictor.precision());
        this.predictor = predictor;
        predictor.requireUnits(space);
        List<UnitCost> unitCosts = space.unitGraph().units().stream()
                .map(u -> u.isEmpty() ? new UnitCost(u.key(), 0, 0) : predictor.unitCost(u.key()))
                .toList();
        unitMs = unitCosts.stream().mapToDouble(UnitCost::costMs).toArray();
        varianceMs2 = unitCosts.stream().mapToDouble(UnitCost::varianceMs2).toArray();
    }

    /** Allocates nothing. */
    @Override
    public double ms(int[] units, int length) {
        double total = predictor.networkOverheadMs(costs.params(units, length));
        for (int i = 0; i < length; i++) {
            total += unitMs[units[i]];
        }
        return total;
    }

    @Override
    public double unitMs(Unit unit) {
        return unit.isEmpty() ? 0 : predictor.unitCostMs(unit.key());
    }

    @Override
    public double offsetMs() {
        return predictor.offsetMs();
    }

    @Override
    public Precision precision() {
        return predictor.precision();
    }

    @Override
    public boolean isInt8LiteRt() {
        return predictor.isInt8LiteRt();
    }

    @Override
    public double msPerParam() {
        return predictor.weightTerm().msPerParam(predictor.precision());
    }

    @Override
    public double freeParams() {
        return predictor.weightTerm().freeParams(predictor.precision());
    }

    @Override
    public double marginFactor(double confidence) {
        return predictor.uncertainty().map(u -> u.upperFactor(confidence)).orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public double marginFactor(int[] units, int length, double confidence) {
        double ms = ms(units, length);
        double variance = 0;
        for (int i = 0; i < length; i++) {
            variance += varianceMs2[units[i]];
        }
        double relative = variance / (ms * ms);
        return predictor
                .uncertainty()
                .map(u -> u.upperFactor(confidence, relative))
                .orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public double measuredShare(int[] units, int length) {
        double all = 0;
        double measured = 0;
        for (int i = 0; i < length; i++) {
            all += unitMs[units[i]];
            measured += varianceMs2[units[i]] == 0 ? unitMs[units[i]] : 0;
        }
        return all == 0 ? 1 : measured / all;
    }
}
