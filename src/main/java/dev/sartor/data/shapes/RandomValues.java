package dev.sartor.data.shapes;

import java.util.random.RandomGenerator;

/** Random values for drawing. They are computed by basic arithmetic, so that they are equal on every machine. */
record RandomValues(RandomGenerator random) {
    /** Uniform between the bounds, with 24 random bits. */
    float uniform(double low, double high) {
        return (float) (low + (high - low) * ((random.nextLong() >>> 40) * 0x1p-24));
    }

    /** A whole number from 0 to bound - 1. */
    int intBelow(int bound) {
        return (int) ((random.nextLong() >>> 32) * bound >>> 32);
    }

    boolean trueWithProbability(double probability) {
        return uniform(0, 1) < probability;
    }

    /** Approximately normal with standard deviation 1: the sum of four 16-bit uniforms. */
    float approximateGaussian() {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        // mean 4 * 65535 / 2, variance about 4 * 65536^2 / 12
        return (sum - 131_070) * (float) (1.7320508 / 65_536);
    }
}
