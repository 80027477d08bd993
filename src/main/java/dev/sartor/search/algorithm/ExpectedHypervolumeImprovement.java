package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Hypervolume;
import dev.sartor.search.front.ReferencePoint;
import dev.sartor.search.front.Solution;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import io.jenetics.ext.moea.ParetoFront;
import java.util.ArrayList;
import java.util.List;

/**
 * Expected hypervolume improvement of a candidate: how much the candidate increases the hypervolume of the front, as a mean over the
 * normal distribution of its predicted score.
 */
final class ExpectedHypervolumeImprovement {
    /** Quadrature points: standard normal quantiles at the midpoints of 20 intervals of equal probability. */
    private static final double[] QUANTILES = {
        -1.959964,
        -1.439531,
        -1.150349,
        -0.9345893,
        -0.7554150,
        -0.5977601,
        -0.4537622,
        -0.3186394,
        -0.1891184,
        -0.0627068,
        0.0627068,
        0.1891184,
        0.3186394,
        0.4537622,
        0.5977601,
        0.7554150,
        0.9345893,
        1.150349,
        1.439531,
        1.959964
    };

    private final SearchProblem problem;
    private final double[] reference;
    /** Objective values (to minimise) of the evaluated candidates that no other dominates. */
    private final List<double[]> front;

    private final double frontVolume;

    /** @param evaluated evaluated candidates; dominated ones have no influence */
    ExpectedHypervolumeImprovement(SearchProblem problem, List<EvaluatedCandidate> evaluated) {
        this.problem = problem;
        reference = ReferencePoint.of(problem);
        front = evaluated.stream().collect(ParetoFront.toParetoFront(Solution::dominance)).stream()
                .map(EvaluatedCandidate::objectiveValues)
                .toList();
        frontVolume = Hypervolume.of(front, reference);
    }

    /** The expected gain of a candidate within the limits, by the prediction of its score. */
    double of(Candidate candidate, PredictedScore score) {
        double sum = 0;
        for (int i = QUANTILES.length - 1; i >= 0; i--) {
            double gain = gain(Objective.toMinimise(
                    problem.objectives(), candidate.costs(), score.mean() + QUANTILES[i] * score.deviation()));
            if (gain == 0) {
                // a lower score gains nothing either
                break;
            }
            sum += gain;
        }
        return sum / QUANTILES.length;
    }

    private double gain(double[] point) {
        if (front.stream().anyMatch(p -> Solution.dominance(p, point) > 0)) {
            return 0;
        }
        List<double[]> extended = new ArrayList<>(front);
        extended.add(point);
        return Hypervolume.of(extended, reference) - frontVolume;
    }
}
