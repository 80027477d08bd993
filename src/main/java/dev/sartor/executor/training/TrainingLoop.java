package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Loss;
import dev.sartor.executor.recipe.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The loop of every training: epochs of steps on a schedule of learning rates, with a divergence check, a checkpoint after
 * every epoch and on cancellation, and a listener.
 */
public final class TrainingLoop {
    private final Trainable trainable;
    private final int epochs;
    private final Schedule schedule;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Optional<Checkpoint> checkpoint;
    private final DivergenceCheck divergence;
    private final TrainingState state = new TrainingState();

    /**
     * @param epochs   number of epochs of the whole training
     * @param format   format of the checkpoint, if {@code options} names a file for it
     * @param identity texts that identify the training in the checkpoint; only computed if there is one
     */
    public TrainingLoop(
            Trainable trainable,
            int epochs,
            Schedule schedule,
            TrainingOptions options,
            TrainingListener listener,
            Checkpoint.Format format,
            Supplier<Map<String, String>> identity) {
        this.trainable = trainable;
        this.epochs = epochs;
        this.schedule = schedule;
        this.options = options;
        this.listener = listener;
        checkpoint = options.checkpoint().map(file -> new Checkpoint(file, format, identity.get()));
        divergence = new DivergenceCheck(trainable.description(), schedule);
    }

    /**
     * Trains to the end, or to the epoch that the options name; resumes from the checkpoint if it exists.
     *
     * @return one result per epoch, including those before the checkpoint if it stores them
     * @throws CancellationException if training was cancelled; its state is then in the checkpoint
     * @throws dev.sartor.base.UserError if training diverges; its cause is an {@link ArithmeticException}
     */
    public List<EpochResult> run() {
        boolean finished = false;
        checkpoint.ifPresent(c -> c.readInto(state, trainable.state(finished)));
        var meter = new ThroughputMeter(options.nanoTime());
        while (state.epoch < Math.min(epochs, options.stopAfterEpoch().orElse(Integer.MAX_VALUE))) {
            while (state.batch < trainable.stepsPerEpoch()) {
                throwIfCancelled();
                step();
                meter.add(trainable.batchSize());
                listener.afterStep(progress(meter));
            }
            endEpoch();
        }
        return List.copyOf(state.history);
    }

    private void step() {
        var step = new Trainable.Step(state.epoch, state.batch, stepsDone());
        Loss loss = trainable.computeGradients(step);
        divergence.check(loss, trainable.batchSize(), step);
        trainable.update(step, schedule.learningRateAt(step.index(), epochs, trainable.stepsPerEpoch()));
        state.add(loss, trainable.batchSize());
    }

    private void endEpoch() {
        int epoch = state.epoch + 1;
        Optional<ClassificationMetrics> validation = trainable.validate(epoch);
        validation.ifPresent(metrics -> divergence.checkValidation(metrics, epoch));
        var result = new EpochResult(epoch, state.metrics(), validation);
        state.endEpoch(result);
        writeCheckpoint();
        listener.afterEpoch(result);
    }

    private long stepsDone() {
        return (long) state.epoch * trainable.stepsPerEpoch() + state.batch;
    }

    private TrainingListener.Progress progress(ThroughputMeter meter) {
        long imagesPerEpoch = (long) trainable.stepsPerEpoch() * trainable.batchSize();
        return new TrainingListener.Progress(
                state.epoch + 1,
                epochs,
                stepsDone() * trainable.batchSize(),
                epochs * imagesPerEpoch,
                state.metrics(),
                meter.imagesPerSecond());
    }

    private void throwIfCancelled() {
        if (options.cancelled().getAsBoolean()) {
            writeCheckpoint();
            throw new CancellationException("Training of " + trainable.description() + " was stopped");
        }
    }

    private void writeCheckpoint() {
        boolean finished = state.epoch == epochs;
        checkpoint.ifPresent(c -> c.write(state, trainable.state(finished)));
    }

    /** Images per second since the loop started. */
    private static final class ThroughputMeter {
        private final LongSupplier nanoTime;
        private final long start;
        private long images;

        ThroughputMeter(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            start = nanoTime.getAsLong();
        }

        void add(int count) {
            images += count;
        }

        double imagesPerSecond() {
            return images / Math.max(1e-9, (nanoTime.getAsLong() - start) * 1e-9);
        }
    }
}
