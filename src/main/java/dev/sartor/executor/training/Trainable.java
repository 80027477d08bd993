package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Loss;
import java.util.Map;
import java.util.Optional;

/**
 * A model that a {@link TrainingLoop} trains: a network, or a supernet (weights that all networks of a search space share). The
 * loop counts epochs and steps and stores the state in a checkpoint; a Trainable computes the steps.
 */
public interface Trainable {

    /**
     * The position of a step in a training, all counted from 0.
     *
     * @param batch number within the epoch
     * @param index number of the step over all epochs
     */
    record Step(int epoch, int batch, long index) {}

    /** The model and its data, for messages: {@code small on shapes}. */
    String description();

    int stepsPerEpoch();

    /** Images per step. */
    int batchSize();

    /**
     * One forward and backward pass over the batch of a step. {@link #update} applies the gradients; until then the weights stay
     * the same.
     *
     * @return the loss of the batch, valid until the next step
     */
    Loss computeGradients(Step step);

    /** Updates the weights by the gradients of {@link #computeGradients}. */
    void update(Step step, double learningRate);

    /**
     * Loss and accuracy on the validation images; empty if an epoch is not validated.
     *
     * @param epoch the epoch that has just ended, counted from 1
     */
    Optional<ClassificationMetrics> validate(int epoch);

    /**
     * The tensors of a checkpoint, by group ({@code weights}, {@code velocity}) and by name. A checkpoint is read into these
     * arrays.
     *
     * @param finished whether no step follows, so that only the trained weights have to be stored
     */
    Map<String, Map<String, float[]>> state(boolean finished);
}
