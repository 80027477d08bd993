package dev.sartor.executor.training;

import dev.sartor.executor.Batch;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Mixup (Zhang, Cisse, Dauphin and Lopez-Paz: mixup, beyond empirical risk minimization, arXiv 1710.09412): image i of n is
 * blended with image n - 1 - i, pixels and targets. The ratio, which is the weight of the first of two images, is drawn once
 * for the batch.
 */
final class Mixup {
    private final double ratio;

    private Mixup(double ratio) {
        this.ratio = ratio;
    }

    /** The mixup of a batch: its ratio is drawn from Beta(alpha, alpha), alpha in (0, 1]. */
    static Mixup of(double alpha, long seed) {
        return new Mixup(beta(alpha, new SplittableRandom(seed)));
    }

    double ratio() {
        return ratio;
    }

    /** Blends all pairs of the first {@code count} images. */
    void blend(Executor executor, Batch batch, int count) {
        int pairs = count / 2;
        int imageSize = batch.nchw().length / batch.labels().length;
        executor.forEach(Chunk.count(pairs), i -> {
            Chunk chunk = Chunk.of(i, pairs);
            for (int a = chunk.from(); a < chunk.to(); a++) {
                int b = count - 1 - a;
                blend(batch.nchw(), a * imageSize, b * imageSize, imageSize);
                blend(batch.targets(), a, b);
            }
        });
    }

    /** Blends the values from {@code a} on with those from {@code b} on. */
    private void blend(float[] values, int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            float weightedDifference = (float) ratio * (values[a + i] - values[b + i]);
            float ofA = values[a + i];
            values[a + i] = values[b + i] + weightedDifference;
            values[b + i] = ofA - weightedDifference;
        }
    }

    private void blend(Targets targets, int a, int b) {
        double[] probabilities = targets.probabilities();
        int classes = targets.classes();
        for (int c = 0; c < classes; c++) {
            double ofA = probabilities[a * classes + c];
            double ofB = probabilities[b * classes + c];
            probabilities[a * classes + c] = ratio * ofA + (1 - ratio) * ofB;
            probabilities[b * classes + c] = ratio * ofB + (1 - ratio) * ofA;
        }
    }

    /** Draws from Beta(alpha, alpha) by Jöhnk's method, which is fast for alpha up to 1. */
    static double beta(double alpha, RandomGenerator random) {
        while (true) {
            double u = random.nextDouble();
            double v = random.nextDouble();
            double x = Math.pow(u, 1 / alpha);
            double y = Math.pow(v, 1 / alpha);
            if (x + y == 0) {
                // both underflow if alpha is tiny: x / (x + y) by logarithms
                return 1 / (1 + Math.exp((Math.log(v) - Math.log(u)) / alpha));
            }
            if (x + y <= 1) {
                return x / (x + y);
            }
        }
    }
}
