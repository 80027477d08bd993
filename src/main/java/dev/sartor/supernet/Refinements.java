package dev.sartor.supernet;

/**
 * Options of a supernet's training, all off in {@link #NONE}. results/accuracy/supernet.md compares their effects.
 *
 * @param gradientNorm    largest Euclidean norm of the gradient of a step, to which longer ones are scaled; 0 for no limit
 * @param networkRates    whether the learning rate falls later for networks with more parameters: {@link NetworkRates}
 * @param momentumPerKind whether networks have separate momentum by the kind of their first block that has several: see {@link
 *                        MomentumGroups}
 * @param averagedShare   share of all steps, counted from the end, whose weights are averaged; 0 for the last weights alone
 * @param equalChoices    whether all choices of a block are sampled equally often, rather than all kinds of choices
 * @param mixedUntil      share of all steps in which, with a probability that falls from 1 to 0, blocks of all kinds run at each
 *                        position and are averaged: {@link KindMixture}; 0 for never
 * @param halfSizeUntil   share of all steps whose images have half the width and height, which takes a quarter of the time; 0 for
 *                        never
 */
public record Refinements(
        double gradientNorm,
        boolean networkRates,
        boolean momentumPerKind,
        double averagedShare,
        boolean equalChoices,
        double mixedUntil,
        double halfSizeUntil) {
    private static final double OFF = 0;
    /** The value of a switch that is off. */
    private static final boolean NO = false;

    /** No refinement. */
    public static final Refinements NONE = new Refinements(OFF, NO, NO, OFF, NO, OFF, OFF);

    public Refinements {
        if (!(gradientNorm >= 0 && gradientNorm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The largest norm of a gradient cannot be " + gradientNorm);
        }
        if (!(averagedShare >= 0 && averagedShare <= 1)) {
            throw new IllegalArgumentException("The share of averaged steps cannot be " + averagedShare);
        }
        if (!(mixedUntil >= 0 && mixedUntil <= 1)) {
            throw new IllegalArgumentException("The share of steps with mixed kinds cannot be " + mixedUntil);
        }
        if (!(halfSizeUntil >= 0 && halfSizeUntil <= 1)) {
            throw new IllegalArgumentException(
                    "The share of steps with images of half the size cannot be " + halfSizeUntil);
        }
        if (halfSizeUntil > 0 && mixedUntil > 0) {
            throw new IllegalArgumentException("Mixed kinds cannot be trained on images of half the size");
        }
    }

    public Refinements withGradientNorm(double largest) {
        return new Refinements(
                largest, networkRates, momentumPerKind, averagedShare, equalChoices, mixedUntil, halfSizeUntil);
    }

    public Refinements withNetworkRates() {
        boolean enabled = true;
        return new Refinements(
                gradientNorm, enabled, momentumPerKind, averagedShare, equalChoices, mixedUntil, halfSizeUntil);
    }

    public Refinements withMomentumPerKind() {
        boolean enabled = true;
        return new Refinements(
                gradientNorm, networkRates, enabled, averagedShare, equalChoices, mixedUntil, halfSizeUntil);
    }

    public Refinements withAveragedShare(double share) {
        return new Refinements(
                gradientNorm, networkRates, momentumPerKind, share, equalChoices, mixedUntil, halfSizeUntil);
    }

    public Refinements withEqualChoices() {
        boolean enabled = true;
        return new Refinements(
                gradientNorm, networkRates, momentumPerKind, averagedShare, enabled, mixedUntil, halfSizeUntil);
    }

    public Refinements withMixedUntil(double share) {
        return new Refinements(
                gradientNorm, networkRates, momentumPerKind, averagedShare, equalChoices, share, halfSizeUntil);
    }

    public Refinements withHalfSizeUntil(double share) {
        return new Refinements(
                gradientNorm, networkRates, momentumPerKind, averagedShare, equalChoices, mixedUntil, share);
    }

    /** The probability of a mixture after the share {@code progress} of all steps. */
    double mixtureProbability(double progress) {
        return progress < mixedUntil ? 1 - progress / mixedUntil : 0;
    }

    /** The text in checkpoints, which must not change. Half-size images, which were added later, are only named if they are used. */
    @Override
    public String toString() {
        return ("Refinements[gradientNorm=%s, networkRates=%s, momentumPerKind=%s, averagedShare=%s, equalChoices=%s,"
                        + " mixedUntil=%s%s]")
                .formatted(
                        gradientNorm,
                        networkRates,
                        momentumPerKind,
                        averagedShare,
                        equalChoices,
                        mixedUntil,
                        halfSizeUntil == 0 ? "" : ", halfSizeUntil=" + halfSizeUntil);
    }
}
