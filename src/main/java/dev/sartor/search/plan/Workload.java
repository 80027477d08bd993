package dev.sartor.search.plan;

import java.util.OptionalDouble;

/**
 * What a plan of a search depends on, besides the time: the space, the images, and how fast this machine is.
 *
 * @param threads                that compute
 * @param trainImages            training images
 * @param validationImages       validation images
 * @param testImages             test images
 * @param finalBatch             batch size of the final training
 * @param tables                 latency tables, on whose devices the finalists are measured
 * @param mixedKinds             whether blocks of several kinds can stand at one place of the space's networks
 * @param typical                speed of a network of median size within the limits
 * @param largest                speed of one of the largest networks within the limits
 * @param scoreSeconds           seconds for a training-free score of one network, on one thread
 * @param supernetSeconds        seconds per image of training a supernet, on all threads; empty if it was not measured
 * @param proposalSeconds        seconds that a predictor takes to propose a generation
 */
public record Workload(
        int threads,
        int trainImages,
        int validationImages,
        int testImages,
        int finalBatch,
        int tables,
        boolean mixedKinds,
        NetworkSpeed typical,
        NetworkSpeed largest,
        double scoreSeconds,
        OptionalDouble supernetSeconds,
        double proposalSeconds) {
    /** Another load on the machine makes everything slower than it was when it was measured. */
    static final double MARGIN = 1.2;
    /** Image passes of the shortest training of a candidate that is useful: 250 steps. */
    static final long SHORTEST_TRAINING = 8000;

    private static final int LONGEST_TRAINING_EPOCHS = 12;

    public Workload {
        if (threads < 1 || trainImages < 2 || validationImages < 1 || testImages < 0 || finalBatch < 2 || tables < 0) {
            throw new IllegalArgumentException(
                    "A plan needs a thread, 2 training images, a validation image and batches of at least 2, not "
                            + threads + ", " + trainImages + ", " + validationImages + " and " + finalBatch);
        }
        largest = largest.slower(typical);
    }

    /** The speed to reckon with where small networks and large ones are trained. */
    NetworkSpeed cautiousMean() {
        return typical.mean(largest).times(MARGIN);
    }

    /** The speed to reckon with where one of the largest networks may be trained. */
    NetworkSpeed cautious() {
        return largest.times(MARGIN);
    }

    /** Seconds of training and evaluating a candidate on one thread. */
    double candidateSeconds(long passes, NetworkSpeed speed) {
        return passes * speed.candidateSeconds() + validationImages * speed.evaluationSeconds();
    }

    /** The image passes of a candidate that fit into so many seconds, after their images are rounded up in each epoch. */
    long candidatePasses(double seconds, NetworkSpeed speed) {
        double roundingUp = 1 + 2.0 / trainImages;
        return (long) ((seconds - candidateSeconds(0, speed)) / speed.candidateSeconds() / roundingUp);
    }

    /** The image passes of the longest training of a candidate that is useful. */
    long longestTraining() {
        return Math.max(2 * SHORTEST_TRAINING, (long) LONGEST_TRAINING_EPOCHS * trainImages);
    }

    int stepsPerFinalEpoch() {
        return Math.max(1, trainImages / Math.min(finalBatch, trainImages));
    }
}
