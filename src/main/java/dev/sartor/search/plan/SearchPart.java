package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import java.util.List;

/**
 * The part of a plan that finds the finalists: the networks that are then trained fully.
 *
 * @param accuracy how the search judges its candidates
 * @param budget   trials and the size of generations
 * @param stages   the stages of this part in order, with their estimated times
 */
record SearchPart(AccuracySpec accuracy, Algorithm algorithm, Budget budget, List<TimePlan.Stage> stages) {
    boolean isCrossValidated() {
        return accuracy.accuracies() instanceof AccuracySpec.Training t
                && t.candidates().folds() > 1;
    }
}
