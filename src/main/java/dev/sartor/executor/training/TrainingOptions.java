package dev.sartor.executor.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Options of a training that do not change its result, except for the teacher.
 *
 * @param checkpoint     the file that stores the state of the training: read at the start if it exists, written after every
 *     epoch and when cancelled
 * @param cancelled      polled before every step
 * @param nanoTime       the clock, for the throughput that listeners receive
 * @param stopAfterEpoch the epoch, counted from 1, after which training stops early; it can be resumed from the checkpoint
 * @param teacher        the teacher for knowledge distillation
 */
public record TrainingOptions(
        Optional<Path> checkpoint,
        BooleanSupplier cancelled,
        LongSupplier nanoTime,
        OptionalInt stopAfterEpoch,
        Optional<Teacher> teacher) {

    /** No checkpoint and no teacher; cancelled when the thread is interrupted. */
    public static final TrainingOptions DEFAULTS = new TrainingOptions(
            Optional.empty(),
            () -> Thread.currentThread().isInterrupted(),
            System::nanoTime,
            OptionalInt.empty(),
            Optional.empty());

    public TrainingOptions withCheckpoint(Path path) {
        return new TrainingOptions(Optional.of(path), cancelled, nanoTime, stopAfterEpoch, teacher);
    }

    /** Stops after an epoch, counted from 1; the learning rates stay those of the whole recipe. */
    public TrainingOptions withStopAfterEpoch(int epoch) {
        return new TrainingOptions(checkpoint, cancelled, nanoTime, OptionalInt.of(epoch), teacher);
    }

    /** The same options, with a further condition for cancelling the training. */
    public TrainingOptions withCancellation(BooleanSupplier alsoCancelled) {
        return new TrainingOptions(
                checkpoint,
                () -> alsoCancelled.getAsBoolean() || cancelled.getAsBoolean(),
                nanoTime,
                stopAfterEpoch,
                teacher);
    }

    /** The same options with a teacher, or without one. */
    public TrainingOptions withTeacher(Optional<Teacher> newTeacher) {
        return new TrainingOptions(checkpoint, cancelled, nanoTime, stopAfterEpoch, newTeacher);
    }
}
