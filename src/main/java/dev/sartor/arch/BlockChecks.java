package dev.sartor.arch;

/** Range checks for the constructors of blocks, stems and heads. A wrong value is an {@link IllegalArgumentException}. */
final class BlockChecks {
    private static final int MAX_KERNEL = 31;
    private static final double MAX_EXPANSION = 64;

    private BlockChecks() {}

    static void checkKernelStrideChannels(int kernel, int stride, int channels) {
        checkKernel(kernel);
        checkStride(stride);
        checkChannels(channels);
    }

    static void checkKernel(int kernel) {
        if (kernel < 1 || kernel > MAX_KERNEL || kernel % 2 == 0) {
            throw new IllegalArgumentException("A kernel must be odd and from 1 to " + MAX_KERNEL + ", not " + kernel);
        }
    }

    /** Checks a kernel that may be 0, for no convolution. */
    static void checkOptionalKernel(int kernel) {
        if (kernel != 0) {
            checkKernel(kernel);
        }
    }

    static void checkStride(int stride) {
        if (stride != 1 && stride != 2) {
            throw new IllegalArgumentException("A stride must be 1 or 2, not " + stride);
        }
    }

    static void checkChannels(int channels) {
        if (channels < 1 || channels > 1 << 20) {
            throw new IllegalArgumentException("Channels must be from 1 to 2^20, not " + channels);
        }
    }

    static void checkExpansion(double expansion) {
        if (!(expansion > 0 && expansion <= MAX_EXPANSION)) {
            throw new IllegalArgumentException(
                    "An expansion or ratio must lie in (0, " + (int) MAX_EXPANSION + "], not " + expansion);
        }
    }

    static void checkGroups(int groups) {
        if (groups < 1) {
            throw new IllegalArgumentException("Groups must be at least 1, not " + groups);
        }
    }

    static void checkExpandFrom(int channels) {
        if (channels < 0) {
            throw new IllegalArgumentException(
                    "The number of channels to expand from must not be negative, and it is " + channels);
        }
    }

    static void requireActivation(Activation activation) {
        if (activation == null) {
            throw new IllegalArgumentException("A block needs an activation");
        }
    }
}
