package dev.sartor.search.plan;

import dev.sartor.accuracy.CandidateSettings;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What it costs to train and judge a candidate. With several folds each fold costs a training, and all images of the data set are
 * judged.
 *
 * @param folds of a cross-validation; 1 for none
 */
record CandidateWork(Workload workload, int folds) {
    /** Of the shortest training of a candidate that is useful. */
    static final int SHORTEST_STEPS = 250;

    private static final int LONGEST_EPOCHS = 12;

    /** With the folds that suit the images, and without. */
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

    private int judgedImages() {
        return isCrossValidated() ? workload.foldableImages() : workload.validationImages();
    }

    /** The epochs of the training images that make at least so many image passes. */
    Training training(long passes) {
        return new Training(this, ImagePasses.of(passes, images()));
    }

    /** The image passes in each fold that fit into so many seconds, after their images are rounded up in each epoch. */
    long passes(double seconds, NetworkSpeed speed) {
        double roundingUp = 1 + 2.0 / images();
        return (long) ((seconds - judgingSeconds(speed)) / folds / speed.candidateSeconds() / roundingUp);
    }

    long passesOfSteps(int steps) {
        return (long) steps * workload.candidates().batch();
    }

    /** The image passes of the longest training that is useful. */
    long longest() {
        return Math.max(passesOfSteps(2 * SHORTEST_STEPS), (long) LONGEST_EPOCHS * images());
    }

    private double judgingSeconds(NetworkSpeed speed) {
        return judgedImages() * speed.evaluationSeconds();
    }

    /**
     * A training of a candidate.
     *
     * @param each in each fold
     */
    record Training(CandidateWork work, ImagePasses each) {
        int epochs() {
            return each.epochs();
        }

        /** For the specification of an accuracy source. */
        CandidateSettings settings() {
            return work.workload.candidates().withFolds(work.folds).withImages(OptionalInt.of(each.images()));
        }

        /** On one thread, with judging. */
        double seconds(NetworkSpeed speed) {
            return work.folds * each.total() * speed.candidateSeconds() + work.judgingSeconds(speed);
        }

        @Override
        public String toString() {
            return each + (work.isCrossValidated() ? " in each of " + work.folds + " folds" : "");
        }
    }
}
