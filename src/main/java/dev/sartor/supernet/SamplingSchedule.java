package dev.sartor.supernet;

/**
 * How often a training of shared weights samples networks other than the largest. At first only the largest is trained; then
 * each gene of a sampled network differs from the largest with a probability that grows from 0 to 1, so that new choices are
 * trained beside layers that already work; in the end all genes are sampled uniformly. With uniform sampling from the first
 * step on, blocks of several kinds slow down each other's training: see results/executor/ranking.md. Progressive shrinking has a
 * similar order (Once-for-All, arXiv 1908.09791).
 *
 * @param largestOnlyUntil share of all steps in which only the largest network is trained, in [0, 1]
 * @param uniformFrom      share of all steps after which sampling is uniform, in [largestOnlyUntil, 1]
 */
public record SamplingSchedule(double largestOnlyUntil, double uniformFrom) {
    public SamplingSchedule {
        if (!(0 <= largestOnlyUntil && largestOnlyUntil <= uniformFrom && uniformFrom <= 1)) {
            throw new IllegalArgumentException(
                    "No sampling schedule from " + largestOnlyUntil + " to " + uniformFrom + " of all steps");
        }
    }

    /** The probability that a gene is sampled after the share {@code progress} of all steps, in [0, 1). */
    double sampleProbability(double progress) {
        if (progress >= uniformFrom) {
            return 1;
        }
        return progress < largestOnlyUntil ? 0 : (progress - largestOnlyUntil) / (uniformFrom - largestOnlyUntil);
    }

    /** The text in checkpoints, with the former names of the record and its components: it must not change. */
    @Override
    public String toString() {
        return "ChoiceWarmUp[alone=%s, fair=%s]".formatted(largestOnlyUntil, uniformFrom);
    }
}
