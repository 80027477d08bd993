package dev.sartor.search.problem;

import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.SpaceLatencyPredictor;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;

/** The latency that a measured table predicts for the networks of a space. */
public final class TableLatencyModel implements LatencyModel {
    private final LatencyPredictor predictor;
    private final SpaceLatencyPredictor dense;

    /** @throws dev.sartor.base.UserError if the predictor lacks units of the space */
    public TableLatencyModel(SearchSpace space, LatencyPredictor predictor) {
        this.predictor = predictor;
        dense = predictor.dense(space);
    }

    @Override
    public double ms(int[] units, int length) {
        return dense.ms(units, length);
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
    public double msPerParam() {
        return predictor.weightTerm().msPerParam();
    }

    @Override
    public double freeParams() {
        return predictor.weightTerm().freeParams();
    }

    @Override
    public double margin(double confidence) {
        return predictor.uncertainty().map(u -> u.factor(confidence)).orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public double margin(int[] units, int length, double confidence) {
        return dense.factor(units, length, confidence).orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public double measuredShare(int[] units, int length) {
        return dense.measuredShare(units, length);
    }
}
