package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.SpaceEnumeration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Accuracy and latency: the gain of a network is the area that it adds between two others and the limit of 0.8 ms. */
class ExpectedHypervolumeImprovementTest {
    private final SearchProblem problem = ToyProblem.problem("latency<=0.8ms");
    private final List<Candidate> byLatency = new SpaceEnumeration(problem.space())
            .genomes()
            .map(problem::candidate)
            .filter(Candidate::feasible)
            .sorted(Comparator.comparingDouble(c -> c.costs().worstLatencyMs()))
            .toList();
    private final Candidate fast = byLatency.getFirst();
    private final Candidate middle = byLatency.get(byLatency.size() / 2);
    private final Candidate slow = byLatency.getLast();
    private final ExpectedHypervolumeImprovement improvement = new ExpectedHypervolumeImprovement(
            problem,
            List.of(
                    EvaluatedCandidate.of(problem, slow, 0.9),
                    EvaluatedCandidate.of(problem, fast, 0.5),
                    // dominated
                    EvaluatedCandidate.of(problem, slow, 0.4)));

    /** The area that the middle network adds if it has this accuracy. */
    private double gain(double accuracy) {
        double toSlow = slow.costs().worstLatencyMs() - middle.costs().worstLatencyMs();
        double toLimit = 0.8 - middle.costs().worstLatencyMs();
        return accuracy <= 0.5
                ? 0
                : accuracy <= 0.9 ? (accuracy - 0.5) * toSlow : 0.4 * toSlow + (accuracy - 0.9) * toLimit;
    }

    @Test
    void aCertainScoreGainsItsArea() {
        for (double accuracy : new double[] {0.3, 0.5, 0.6, 0.9, 0.95}) {
            assertEquals(gain(accuracy), improvement.of(middle, new PredictedScore(accuracy, 0)), 1e-12);
        }
    }

    @Test
    void anUncertainScoreGainsTheMeanOfTheAreas() {
        for (double mean : new double[] {0.45, 0.55, 0.7}) {
            double expected = meanGain(mean, 0.1, new SplittableRandom(2));
            assertEquals(expected, improvement.of(middle, new PredictedScore(mean, 0.1)), 0.02 * expected + 1e-5);
        }
    }

    private double meanGain(double mean, double deviation, SplittableRandom random) {
        int draws = 100_000;
        double sum = 0;
        for (int i = 0; i < draws; i++) {
            sum += gain(mean + deviation * random.nextGaussian());
        }
        return sum / draws;
    }
}
