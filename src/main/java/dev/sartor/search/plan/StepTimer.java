package dev.sartor.search.plan;

import dev.sartor.executor.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures the time of a training step. The first steps are slow, because the JIT compiler has not compiled their code yet. Therefore the
 * timer continues while steps become faster, and ignores the first half of them.
 */
final class StepTimer implements TrainingListener {
    private static final int MIN_STEPS = 8;
    /** Steps become faster if those of the last quarter take less than this share of the time of those of the quarter before. */
    private static final double FASTER = 0.85;
    /** Maximum duration while steps become faster, as a multiple of the intended one. */
    private static final int MAX_EXTENSION = 8;

    private final LongSupplier nanoTime;
    private final double seconds;
    /** The time after each step, in seconds from the start. */
    private final List<Double> ends = new ArrayList<>();

    private final long start;

    /** @param seconds intended duration; longer if there were fewer than {@value #MIN_STEPS} steps, or if steps still become faster */
    StepTimer(LongSupplier nanoTime, double seconds) {
        this.nanoTime = nanoTime;
        this.seconds = seconds;
        start = nanoTime.getAsLong();
    }

    @Override
    public void afterStep(Progress progress) {
        ends.add((nanoTime.getAsLong() - start) / 1e9);
    }

    /** Whether enough steps were measured. */
    boolean isDone() {
        return ends.size() >= MIN_STEPS
                && ends.getLast() >= seconds
                && (!becomesFaster() || ends.getLast() >= MAX_EXTENSION * seconds);
    }

    private boolean becomesFaster() {
        int quarter = ends.size() / 4;
        return mean(quarter, ends.size()) < FASTER * mean(quarter, ends.size() - quarter);
    }

    /** The mean time of the {@code count} steps before the step {@code end}. */
    private double mean(int count, int end) {
        return (ends.get(end - 1) - ends.get(end - 1 - count)) / count;
    }

    /** The mean time of a step in the second half of the steps, at least 1 ns. */
    double secondsPerStep() {
        if (ends.size() < 2) {
            throw new IllegalStateException("There were " + ends.size() + " steps");
        }
        return Math.max(1e-9, mean(ends.size() / 2, ends.size()));
    }
}
