package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.NetworkFeature;
import dev.sartor.search.problem.CostModel;
import dev.sartor.space.genome.Genome;
import java.util.List;

/** Feature for predictors of accuracy: the logarithm of the latency that a table predicts for a network. */
record LatencyFeature(CostModel model, String table) implements NetworkFeature {

    /** One feature for each latency table of the model. */
    static List<NetworkFeature> of(CostModel model) {
        return model.tables().stream()
                .map(t -> (NetworkFeature) new LatencyFeature(model, t))
                .toList();
    }

    @Override
    public String name() {
        return "latency on " + table;
    }

    @Override
    public double of(Genome genome, int[] units, int length) {
        return StrictMath.log(model.latencyMs(table, units, length));
    }
}
