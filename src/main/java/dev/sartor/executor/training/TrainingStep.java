package dev.sartor.executor.training;

/**
 * The position of a step in a training, all counted from 0.
 *
 * @param batch of the epoch
 * @param index of the step over all epochs
 */
public record TrainingStep(int epoch, int batch, long index) {}
