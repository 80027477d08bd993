package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import java.util.List;

/** The part of a plan that finds the finalists: accuracy source, algorithm and trials. */
record SearchPart(AccuracySpec accuracy, Algorithm algorithm, Budget budget, List<TimePlan.Stage> stages) {
    boolean isCrossValidated() {
        return accuracy.accuracies() instanceof AccuracySpec.Training t
                && t.candidates().folds() > 1;
    }
}
