package dev.sartor.base.math;

/**
 * The 95 % Wilson score interval of a proportion (E. B. Wilson, Probable inference, the law of succession, and statistical
 * inference, 1927). Unlike the normal approximation it also holds for few trials and for proportions near 0 or 1.
 *
 * @param lower lower end, in [0, 1]
 * @param upper upper end, in [0, 1], at least {@code lower}
 */
public record WilsonInterval(double lower, double upper) {
    /** The 97.5th percentile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of the proportion that a number of trials gave.
     *
     * @param proportion share of successes, in [0, 1]
     * @param trials     number of trials, at least 1
     */
    public static WilsonInterval of(double proportion, long trials) {
        if (!(proportion >= 0 && proportion <= 1) || trials < 1) {
            throw new IllegalArgumentException(
                    "No interval of the proportion " + proportion + " of " + trials + " trials");
        }
        double scale = 1 + Z * Z / trials;
        double centre = (proportion + Z * Z / (2 * trials)) / scale;
        double half = Z / scale * Math.sqrt(proportion * (1 - proportion) / trials + Z * Z / (4.0 * trials * trials));
        // at the ends the interval includes the proportion, whatever the rounding
        return new WilsonInterval(
                Math.max(0, Math.min(proportion, centre - half)), Math.min(1, Math.max(proportion, centre + half)));
    }

    /** The larger distance of an end from a proportion. */
    public double margin(double proportion) {
        return Math.max(upper - proportion, proportion - lower);
    }

    /** The interval with its ends rounded to four decimal places, as it is printed and stored. */
    public WilsonInterval toFourDigits() {
        return new WilsonInterval(Math.round(lower * 1e4) / 1e4, Math.round(upper * 1e4) / 1e4);
    }

    /** The number of trials from which on every interval, for any proportion, has at most this half width. */
    public static int trialsForHalfWidth(double halfWidth) {
        double ratio = Z / (2 * halfWidth);
        return Math.toIntExact((long) Math.ceil(ratio * ratio - Z * Z));
    }

    public boolean contains(double proportion) {
        return lower <= proportion && proportion <= upper;
    }
}
