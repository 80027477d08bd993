package dev.sartor.base;

/**
 * Counter-based random number generator: a number is a hash of a seed and a position, so it does not depend on the order in which
 * threads ask for numbers. The hash function is that of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 */
public final class RandomBits {
    /** 2^64 divided by the golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private RandomBits() {}

    /** 64 random bits for a seed and a position. */
    public static long of(long seed, long position) {
        long z = splitMix64(seed) + (position + 1) * GOLDEN;
        return splitMix64(z);
    }

    /** A number from 0 to bound - 1, from the upper half of the bits; the bias is below bound / 2^32. */
    public static int boundedInt(long bits, int bound) {
        return (int) ((bits >>> 32) * bound >>> 32);
    }

    /** A number in [0, 1), from the upper 53 bits. */
    public static double uniform(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    /** A permutation of 0 to n - 1 (Fisher and Yates). */
    public static int[] permutation(int n, long seed) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = boundedInt(of(seed, i), i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The finaliser of SplitMix64: each bit of the result depends on all bits. */
    private static long splitMix64(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
