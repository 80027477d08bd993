package dev.sartor.executor.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What surrounds a training.
 *
 * @param checkpoint where its state is kept: read at the start if it exists, written after every epoch and when stopped
 * @param cancelled  asked before every step whether to stop
 * @param nanoTime   the clock, for the rate that listeners hear
 * @param pause      the epochs in all after which training ends early; it goes on from the checkpoint another time
 * @param teacher    whose answers count along with the labels
 */
public record TrainingOptions(
        Optional<Path> checkpoint,
        BooleanSupplier cancelled,
        LongSupplier nanoTime,
        OptionalInt pause,
        Optional<Teacher> teacher) {

    /** Keeps no checkpoint; stops when the thread is interrupted. */
    public static final TrainingOptions NONE = new TrainingOptions(
            Optional.empty(),
            () -> Thread.currentThread().isInterrupted(),
            System::nanoTime,
            OptionalInt.empty(),
            Optional.empty());

    public TrainingOptions withCheckpoint(Path path) {
        return new TrainingOptions(Optional.of(path), cancelled, nanoTime, pause, teacher);
    }

    /** Ends after so many epochs in all, on the schedule of the whole recipe. */
    public TrainingOptions withPause(int epochs) {
        return new TrainingOptions(checkpoint, cancelled, nanoTime, OptionalInt.of(epochs), teacher);
    }

    /** Stops when this says so, and when the thread is interrupted. */
    public TrainingOptions withCancellation(BooleanSupplier wanted) {
        return new TrainingOptions(
                checkpoint, () -> wanted.getAsBoolean() || cancelled.getAsBoolean(), nanoTime, pause, teacher);
    }

    /** Learns from a teacher too, if there is one. */
    public TrainingOptions withTeacher(Optional<Teacher> wanted) {
        return new TrainingOptions(checkpoint, cancelled, nanoTime, pause, wanted);
    }
}
