package dev.sartor.supernet;

/**
 * How a training comes from one network to all of a space. At first the largest learns alone; then each gene of a drawn network
 * departs from the largest's with a chance that grows from 0 to 1, so that new choices learn beside layers that know their
 * work already; at last all are drawn fairly. Where all are drawn fairly from the first step on, blocks of several kinds
 * hinder each other for long: results/executor/ranking.md. A like order is progressive shrinking (Once-for-All, arXiv 1908.09791).
 *
 * @param alone share of all steps in which the largest learns alone, in [0, 1]
 * @param fair  share of all steps after which draws are fair, in [alone, 1]
 */
public record SamplingSchedule(double alone, double fair) {
    /** Fair from the first step on. */
    public static final SamplingSchedule NONE = new SamplingSchedule(0, 0);

    public SamplingSchedule {
        if (!(0 <= alone && alone <= fair && fair <= 1)) {
            throw new IllegalArgumentException("No warm-up of choices from " + alone + " to " + fair + " of all steps");
        }
    }

    /** The chance that a gene is drawn, when {@code done} of all steps are done, a share in [0, 1). */
    double chance(double done) {
        return done >= fair ? 1 : done < alone ? 0 : (done - alone) / (fair - alone);
    }

    /** The text that checkpoints have carried from the first release on, when this record had another name. */
    @Override
    public String toString() {
        return "ChoiceWarmUp[alone=%s, fair=%s]".formatted(alone, fair);
    }
}
