package dev.sartor.report.model;

import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.search.front.Trial;
import dev.sartor.space.SearchSpace;
import java.util.List;

/** The space of a run with the number of classes of its data. */
final class RunSpace {
    private static final int MIN_CLASSES = 2;

    private RunSpace() {}

    /**
     * The space with the number of classes of the run. The folder does not store that number; it is computed from the number of
     * parameters of a trial, which grows by a constant with each class.
     *
     * @throws UserError if the space does not produce the networks of the trials
     */
    static SearchSpace of(SearchSpace space, List<Trial> trials) {
        if (trials.isEmpty()) {
            return space;
        }
        Trial trial = trials.getFirst();
        long minParams = params(space.withClasses(MIN_CLASSES), trial);
        long paramsPerClass = params(space.withClasses(MIN_CLASSES + 1), trial) - minParams;
        int classes = paramsPerClass == 0
                ? MIN_CLASSES
                : (int) (MIN_CLASSES + (trial.costs().params() - minParams) / paramsPerClass);
        SearchSpace found = space.withClasses(Math.max(MIN_CLASSES, classes));
        if (params(found, trial) != trial.costs().params()) {
            throw new UserError(
                    "the space builds another network for genome " + trial.genome() + " than trial " + trial.id()
                            + " was",
                    "space " + space.name(),
                    "restore the space's file as it was when the run was started");
        }
        return found;
    }

    private static long params(SearchSpace space, Trial trial) {
        return Lowering.lower(space.decode(space.parse(trial.genome()))).params();
    }
}
