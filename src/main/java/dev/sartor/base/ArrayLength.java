package dev.sartor.base;

/** Lengths of arrays for sizes that users choose. */
public final class ArrayLength {
    /** The longest array that all virtual machines can create. */
    private static final int MAX = Integer.MAX_VALUE - 8;

    private ArrayLength() {}

    /**
     * A number of values as the length of one array.
     *
     * @throws UserError if they are too many
     */
    public static int of(long values) {
        if (values < 0 || values > MAX) {
            throw new UserError(
                    "images or activations of " + values + " values do not fit into one array",
                    "the batch, the resolution and the channels of the network",
                    "use a smaller batch, a lower resolution or fewer channels",
                    UserError.ExitCode.FAILED);
        }
        return (int) values;
    }
}
