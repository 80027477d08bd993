package dev.sartor.search.plan;

import dev.sartor.accuracy.CandidateSettings;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The work of training and evaluating a candidate. With several folds there is a training for each fold, and the candidate is
 * evaluated on all images for training and validation.
 *
 * @param folds of a cross-validation; 1 for none
 */
record CandidateWork(Workload workload, int folds) {
    /** Steps of the shortest useful training of a candidate. */
    static final int SHORTEST_STEPS = 250;

    private static final int LONGEST_EPOCHS = 12;

    /** The work with cross-validation, if it suits the number of images, and without. */
    static Stream<CandidateWork> options(Workload workload) {
        return Stream.of(workload.candidates().folds(), 1).distinct().map(folds -> new CandidateWork(workload, folds));
    }

    boolean isCrossValidated() {
        return folds > 1;
    }

    /** Training images of a fold. */
    private int images() {
        return isCrossValidated() ? workload.foldableImages() / folds * (folds - 1) : workload.trainImages();
    }

    private int evaluatedImages() {
        return isCrossValidated() ? workload.foldableImages() : workload.validationImages();
    }

    /** The epochs of the training images that make at least so many image passes. */
    Training training(long passes) {
        return new Training(this, ImagePasses.of(passes, images()));
    }

    /** The image passes in each fold that fit into so many seconds, after their images are rounded up in each epoch. */
    long passes(double seconds, NetworkSpeed speed) {
        double roundingUp = 1 + 2.0 / images();
        return (long) ((seconds - evaluationSeconds(speed)) / folds / speed.candidateSeconds() / roundingUp);
    }

    long passesOfSteps(int steps) {
        return (long) steps * workload.candidates().batch();
    }

    /** The image passes of the longest training that is useful. */
    long longest() {
        return Math.max(passesOfSteps(2 * SHORTEST_STEPS), (long) LONGEST_EPOCHS * images());
    }

    private double evaluationSeconds(NetworkSpeed speed) {
        return evaluatedImages() * speed.evaluationSeconds();
    }

    /**
     * A training of a candidate.
     *
     * @param each the training in each fold
     */
    record Training(CandidateWork work, ImagePasses each) {
        int epochs() {
            return each.epochs();
        }

        /** The settings in the specification of an accuracy source. */
        CandidateSettings settings() {
            return work.workload.candidates().withFolds(work.folds).withImages(OptionalInt.of(each.images()));
        }

        /** Seconds on one thread, evaluation included. */
        double seconds(NetworkSpeed speed) {
            return work.folds * each.total() * speed.candidateSeconds() + work.evaluationSeconds(speed);
        }

        @Override
        public String toString() {
            return each + (work.isCrossValidated() ? " in each of " + work.folds + " folds" : "");
        }
    }
}
