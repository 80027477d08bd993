package dev.sartor.search;

import dev.sartor.latency.Predictor;
import dev.sartor.network.Network;
import dev.sartor.space.Unit;

/** The latency that a measured table predicts. */
public record PredictedLatency(Predictor predictor) implements TableLatency {

    @Override
    public double ms(Network network) {
        return predictor.predict(network).totalMs();
    }

    @Override
    public double unitMs(Unit unit) {
        return unit.isEmpty() ? 0 : predictor.unitCostMs(unit.key());
    }

    @Override
    public double offsetMs() {
        return predictor.offsetMs();
    }
}
