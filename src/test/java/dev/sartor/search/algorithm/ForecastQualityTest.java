package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecastQualityTest {

    @Test
    void onlyPredictedTrialsAreCounted() {
        List<Trial> trials = new ArrayList<>(List.of(trial(1, Optional.empty(), 0.1)));
        // PredictedScore: mean, standard deviation
        trials.add(trial(2, Optional.of(new PredictedScore(0.5, 0.1)), 0.5));
        trials.add(trial(3, Optional.of(new PredictedScore(0.6, 0.1)), 0.9));
        trials.add(trial(4, Optional.of(new PredictedScore(0.7, 0.1)), 0.8));
        ForecastQuality quality = ForecastQuality.of(trials).orElseThrow();
        assertEquals(3, quality.trials());
        assertEquals(Math.sqrt((0.3 * 0.3 + 0.1 * 0.1) / 3), quality.rmse(), 1e-12);
        assertEquals(1.0 / 3, quality.kendallTau(), 1e-12);
        assertEquals(2.0 / 3, quality.coverage(), 1e-12);
    }

    @Test
    void twoPredictionsSufficeAndAnErrorOfTwoDeviationsIsWithin() {
        ForecastQuality quality = ForecastQuality.of(List.of(
                        trial(1, Optional.of(new PredictedScore(0.5, 0.125)), 0.75),
                        trial(2, Optional.of(new PredictedScore(0.5, 0.1)), 0.75)))
                .orElseThrow();
        assertEquals(2, quality.trials());
        assertEquals(0.5, quality.coverage());
        assertEquals(
                Optional.empty(),
                ForecastQuality.of(List.of(trial(1, Optional.of(new PredictedScore(0.5, 0.1)), 0.5))));
    }

    @Test
    void aSearchWithoutPredictionsHasNoForecastQuality() {
        assertEquals(
                Optional.empty(),
                ForecastQuality.of(List.of(trial(1, Optional.empty(), 0.5), trial(2, Optional.empty(), 0.6))));
    }

    private static Trial trial(int id, Optional<PredictedScore> predicted, double score) {
        // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
        return new Trial(
                id,
                0,
                Trial.Origin.OFFSPRING,
                "0",
                List.of(),
                // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
                new Costs(1, 1, 1, new TreeMap<>()),
                true,
                predicted,
                OptionalDouble.of(score));
    }
}
