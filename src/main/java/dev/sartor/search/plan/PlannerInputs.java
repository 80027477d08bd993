package dev.sartor.search.plan;

import dev.sartor.accuracy.CandidateSettings;
import java.util.OptionalDouble;

/**
 * What a plan of a search depends on, besides the time: the space, the images, and how fast this machine is.
 *
 * @param threads                number of threads that compute
 * @param trainImages            number of training images
 * @param validationImages       number of validation images
 * @param testImages             number of test images
 * @param candidates             batch size and folds that suit the images; more than one fold if the validation images
 *                               distinguish few networks
 * @param finalBatch             batch size of the final training
 * @param tables                 number of latency tables, on whose devices the finalists are measured
 * @param mixedKinds             whether blocks of several kinds can occur at one position of the space's networks
 * @param typicalSpeed           speed of a network of median size within the limits
 * @param slowestSpeed           speed of one of the largest networks within the limits
 * @param scoreSeconds           seconds for the score of one untrained network, on one thread
 * @param supernetSeconds        seconds per image of training a supernet, on all threads; empty if it was not measured
 * @param proposalSeconds        seconds that a predictor takes to propose a generation
 */
public record PlannerInputs(
        int threads,
        int trainImages,
        int validationImages,
        int testImages,
        CandidateSettings candidates,
        int finalBatch,
        int tables,
        boolean mixedKinds,
        NetworkSpeed typicalSpeed,
        NetworkSpeed slowestSpeed,
        double scoreSeconds,
        OptionalDouble supernetSeconds,
        double proposalSeconds) {
    /** Factor on measured times, because other programs may slow down the machine. */
    static final double MARGIN = 1.2;

    public PlannerInputs {
        if (threads < 1 || trainImages < 2 || validationImages < 1 || testImages < 0 || finalBatch < 2 || tables < 0) {
            throw new IllegalArgumentException(
                    "A plan needs a thread, 2 training images, a validation image and batches of at least 2, not "
                            + threads + ", " + trainImages + ", " + validationImages + " and " + finalBatch);
        }
        if (candidates.folds() > trainImages + validationImages) {
            throw new IllegalArgumentException(candidates.folds() + " folds of " + trainImages + " and "
                    + validationImages + " images: some would be empty");
        }
        slowestSpeed = slowestSpeed.slower(typicalSpeed);
    }

    /** Images that are divided into folds: those for training and validation. */
    int foldableImages() {
        return trainImages + validationImages;
    }

    /** The speed to assume if small networks and large ones are trained. */
    NetworkSpeed cautiousMeanSpeed() {
        return typicalSpeed.mean(slowestSpeed).times(MARGIN);
    }

    /** The speed to assume if one of the largest networks may be trained. */
    NetworkSpeed cautiousSpeed() {
        return slowestSpeed.times(MARGIN);
    }

    /** The number of steps in an epoch of the final training. */
    int stepsPerFinalEpoch() {
        return Math.max(1, trainImages / Math.min(finalBatch, trainImages));
    }
}
