package dev.sartor.search.plan;

import dev.sartor.accuracy.CandidateSettings;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The work of training and evaluating a candidate. With several folds there is a training for each fold, and the candidate is
 * evaluated on all images for training and validation.
 *
 * @param folds number of folds of a cross-validation; 1 for none
 */
record CandidateWork(PlannerInputs inputs, int folds) {
    /** Steps of the shortest useful training of a candidate. */
    static final int MIN_STEPS = 250;

    /** Epochs of the longest training of a candidate. */
    private static final int MAX_EPOCHS = 12;

    private static final int NO_CROSS_VALIDATION = 1;

    /** The alternatives: work with cross-validation, if it suits the number of images, then work without it. */
    static Stream<CandidateWork> options(PlannerInputs inputs) {
        return Stream.of(inputs.candidates().folds(), NO_CROSS_VALIDATION)
                .distinct()
                .map(folds -> new CandidateWork(inputs, folds));
    }

    boolean isCrossValidated() {
        return folds > NO_CROSS_VALIDATION;
    }

    /** Number of images that a training in one fold uses. */
    private int trainingImages() {
        return isCrossValidated() ? inputs.foldableImages() / folds * (folds - 1) : inputs.trainImages();
    }

    private int evaluatedImages() {
        return isCrossValidated() ? inputs.foldableImages() : inputs.validationImages();
    }

    /** The training of whole epochs that processes at least this number of images in each fold (an image once per epoch). */
    Training training(long passes) {
        return new Training(this, ImagePasses.of(passes, trainingImages()));
    }

    /** The number of image passes in each fold that fit into a time, also after the images of each epoch are rounded up. */
    long passes(double seconds, NetworkSpeed speed) {
        // rounding up the images of an epoch, and the epochs, adds less than this factor
        double roundingUp = 1 + 2.0 / trainingImages();
        return (long) ((seconds - evaluationSeconds(speed)) / folds / speed.candidateSeconds() / roundingUp);
    }

    /** The number of images that this number of steps processes. */
    long passesOfSteps(int steps) {
        return (long) steps * inputs.candidates().batch();
    }

    /** The number of image passes in each fold beyond which a longer training is of little use. */
    long maxPasses() {
        return Math.max(passesOfSteps(2 * MIN_STEPS), (long) MAX_EPOCHS * trainingImages());
    }

    private double evaluationSeconds(NetworkSpeed speed) {
        return evaluatedImages() * speed.evaluationSeconds();
    }

    /**
     * A training of a candidate.
     *
     * @param perFold image passes of the training in each fold
     */
    record Training(CandidateWork work, ImagePasses perFold) {
        int epochs() {
            return perFold.epochs();
        }

        /** The settings in the specification of an accuracy source. */
        CandidateSettings settings() {
            return work.inputs.candidates().withFolds(work.folds).withImages(OptionalInt.of(perFold.images()));
        }

        /** Seconds on one thread, evaluation included. */
        double seconds(NetworkSpeed speed) {
            return work.folds * perFold.total() * speed.candidateSeconds() + work.evaluationSeconds(speed);
        }

        @Override
        public String toString() {
            return perFold + (work.isCrossValidated() ? " in each of " + work.folds + " folds" : "");
        }
    }
}
