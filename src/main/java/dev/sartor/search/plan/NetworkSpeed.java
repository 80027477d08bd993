package dev.sartor.search.plan;

/**
 * The measured seconds per image of one network on this machine.
 *
 * @param candidateSeconds   training as a candidate, on one thread while every other thread trains another candidate
 * @param finalSeconds       final training, on all threads together
 * @param evaluationSeconds  evaluation in the precision of the latency tables, on one thread
 */
public record NetworkSpeed(double candidateSeconds, double finalSeconds, double evaluationSeconds) {
    public NetworkSpeed {
        if (!(candidateSeconds > 0 && finalSeconds > 0 && evaluationSeconds > 0)
                || !Double.isFinite(candidateSeconds + finalSeconds + evaluationSeconds)) {
            throw new IllegalArgumentException("Seconds per image must be above 0, not " + candidateSeconds + ", "
                    + finalSeconds + " and " + evaluationSeconds);
        }
    }

    /** For each kind of work, the longer of the two times. */
    NetworkSpeed slower(NetworkSpeed other) {
        return new NetworkSpeed(
                Math.max(candidateSeconds, other.candidateSeconds),
                Math.max(finalSeconds, other.finalSeconds),
                Math.max(evaluationSeconds, other.evaluationSeconds));
    }

    /** For each kind of work, the mean of the two times. */
    NetworkSpeed mean(NetworkSpeed other) {
        return new NetworkSpeed(
                (candidateSeconds + other.candidateSeconds) / 2,
                (finalSeconds + other.finalSeconds) / 2,
                (evaluationSeconds + other.evaluationSeconds) / 2);
    }

    /** All times multiplied by a factor. */
    NetworkSpeed times(double factor) {
        return new NetworkSpeed(candidateSeconds * factor, finalSeconds * factor, evaluationSeconds * factor);
    }
}
