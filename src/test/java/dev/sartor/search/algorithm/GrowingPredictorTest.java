package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.search.ToyProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrowingPredictorTest {
    private final SearchSpace space = ToyProblem.space();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<ScoredGenome> scores = Stream.generate(() -> space.canonical(space.sample(random)))
            .distinct()
            .limit(22)
            .map(g -> new ScoredGenome(g, ToyProblem.ACCURACY.score(space.decode(g), 1)))
            .toList();
    private final Genome other = Stream.generate(() -> space.canonical(space.sample(random)))
            .filter(g -> scores.stream().noneMatch(s -> s.genome().equals(g)))
            .findFirst()
            .orElseThrow();
    private final GrowingPredictor growing = new GrowingPredictor(features(), EvaluationMetric.ACCURACY);

    private FeatureSelection features() {
        return new FeatureSelection(space, List.of());
    }

    private GaussianProcessPredictor fit(int count) {
        return features().fit(EvaluationMetric.ACCURACY, scores.subList(0, count));
    }

    private PredictedScore grown(int count) {
        return growing.fit(scores.subList(0, count)).predict(other);
    }

    @Test
    void theKernelIsChosenAgainOnceThereIsATenthMoreScores() {
        assertEquals(fit(20).predict(other), grown(20));
        PredictedScore sameKernel =
                fit(20).withAdditional(scores.subList(20, 21)).predict(other);
        assertNotEquals(fit(21).predict(other), sameKernel);
        assertEquals(sameKernel, grown(21));
        assertEquals(fit(22).predict(other), grown(22));
    }
}
