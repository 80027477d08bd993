package dev.sartor.search.plan;

import dev.sartor.executor.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Times the steps of a training, until it has seen enough of them. The first steps, in which code is compiled, do not count. */
final class StepTimer implements TrainingListener {
    private static final int MIN_STEPS = 6;

    private final LongSupplier nanoTime;
    private final double maxSeconds;
    /** The time after each step, in seconds from the start. */
    private final List<Double> ends = new ArrayList<>();

    private final long start;

    /** @param maxSeconds after which it has seen enough, unless there were fewer than {@value #MIN_STEPS} steps */
    StepTimer(LongSupplier nanoTime, double maxSeconds) {
        this.nanoTime = nanoTime;
        this.maxSeconds = maxSeconds;
        start = nanoTime.getAsLong();
    }

    @Override
    public void afterStep(Progress progress) {
        ends.add((nanoTime.getAsLong() - start) / 1e9);
    }

    boolean isDone() {
        return ends.size() >= MIN_STEPS && ends.getLast() >= maxSeconds;
    }

    /** The mean time of a step in the second half of the time, at least 1 ns. */
    double secondsPerStep() {
        if (ends.size() < 2) {
            throw new IllegalStateException("There were " + ends.size() + " steps");
        }
        int first = 0;
        while (first < ends.size() - 2 && ends.get(first) < ends.getLast() / 2) {
            first++;
        }
        return Math.max(1e-9, (ends.getLast() - ends.get(first)) / (ends.size() - 1 - first));
    }
}
