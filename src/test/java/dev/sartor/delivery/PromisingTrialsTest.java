package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.math.KendallTau;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.SearchProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromisingTrialsTest {
    private static final int TRIALS = 40;

    private final NasBenchMacroAccuracies known = NasBenchMacroAccuracies.read();
    private final SearchProblem problem = known.problem();

    /** Different good networks; the accuracies have the noise of short trainings. The last one is beyond the limits. */
    private List<Trial> trials() {
        var random = new SplittableRandom(5);
        var noise = new Random(5);
        List<Trial> trials = new ArrayList<>();
        while (trials.size() < TRIALS) {
            String genome = known.space.format(known.space.sample(random));
            double error = 1 - known.rows.get(genome).accuracy();
            double score = 1 - error * Math.exp(0.15 * noise.nextGaussian());
            if (error < 0.12 && trials.stream().noneMatch(t -> t.genome().equals(genome))) {
                trials.add(trial(trials.size() + 1, genome, OptionalDouble.of(score)));
            }
        }
        trials.add(trial(TRIALS + 1, trials.getFirst().genome(), OptionalDouble.empty()));
        return trials;
    }

    private Trial trial(int id, String genome, OptionalDouble score) {
        // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
        return new Trial(
                id,
                0,
                Trial.Origin.RANDOM,
                genome,
                List.of(),
                problem.costModel().of(known.space.parse(genome)),
                score.isPresent(),
                Optional.empty(),
                score);
    }

    /** Rank correlation of an order with the true accuracies. */
    private double tau(List<Trial> order) {
        return KendallTau.of(
                IntStream.range(0, order.size()).mapToDouble(i -> -i).toArray(),
                order.stream()
                        .mapToDouble(t -> known.rows.get(t.genome()).accuracy())
                        .toArray());
    }

    @Test
    void withoutAPredictorTrialsAreOrderedByScore() {
        List<Trial> expected = trials().stream()
                .filter(Trial::isScored)
                .sorted(Comparator.comparingDouble(t -> -t.score().orElseThrow()))
                .toList();
        assertEquals(expected, PromisingTrials.inOrder(trials(), problem, Algorithm.NSGA2));
    }

    @Test
    void theOrderOfAPredictorIsCloserToTheTruthThanThatOfNoisyScores() {
        double smoothed = tau(PromisingTrials.inOrder(trials(), problem, Algorithm.PREDICTIVE));
        double byScore = tau(PromisingTrials.inOrder(trials(), problem, Algorithm.NSGA2));
        assertTrue(smoothed > byScore + 0.05, smoothed + " against " + byScore);
    }

    @Test
    void sevenTrialsAreTooFewForAPredictor() {
        List<Trial> few = trials().subList(0, 7);
        assertEquals(
                PromisingTrials.inOrder(few, problem, Algorithm.NSGA2),
                PromisingTrials.inOrder(few, problem, Algorithm.PREDICTIVE));
    }
}
