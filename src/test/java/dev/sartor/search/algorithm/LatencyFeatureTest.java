package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.accuracy.predictor.NetworkFeature;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.CostModel;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyFeatureTest {
    @Test
    void theFeatureOfATableIsTheLogarithmOfItsLatency() {
        SearchSpace space = ToyProblem.space();
        var model = new CostModel(
                space,
                new TreeMap<>(Map.of(
                        "constant", ToyProblem.latency(space, 2, _ -> 0),
                        "units", ToyProblem.latency(space, 0, _ -> 1.5))));
        List<NetworkFeature> features = LatencyFeature.of(model);
        assertEquals(
                List.of("latency on constant", "latency on units"),
                features.stream().map(NetworkFeature::name).toList());
        Genome genome = Genome.of(new int[space.genes().size()]);
        int[] units = {0, 1, 2};
        // LatencyFeature.of: genome, units, how many of them count
        assertEquals(Math.log(2), features.get(0).of(genome, units, 3), 1e-12);
        assertEquals(Math.log(3), features.get(1).of(genome, units, 2), 1e-12);
    }

    @Test
    void aPredictiveSearchBeginsWithATenthOfItsTrialsAndAtMostTwenty() {
        assertEquals(15, PredictiveSearch.initialSamples(159));
        assertEquals(20, PredictiveSearch.initialSamples(1000));
        // a minimum
        assertEquals(PredictiveSearch.initialSamples(2), PredictiveSearch.initialSamples(20));
    }
}
