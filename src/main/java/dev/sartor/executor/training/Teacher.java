package dev.sartor.executor.training;

import dev.sartor.executor.Distillation;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * The teacher of a knowledge distillation: a trained network. It receives the same images as the student, with the same
 * augmentation and mixup ("Knowledge distillation: a good teacher is patient and consistent", arXiv 2106.05237).
 *
 * @param name    identifies the teacher in checkpoints
 * @param network the network, with the student's input and classes
 */
public record Teacher(String name, Network network, Weights weights, Distillation distillation) {
    /**
     * The teacher's weight in the loss is one half and the temperature is 2, as in the speech experiments of arXiv
     * 1503.02531.
     */
    public static final Distillation DEFAULT_DISTILLATION = new Distillation(0.5, 2);

    /** The text that identifies the teacher in a checkpoint. */
    String identity() {
        return name + " " + distillation + " " + weights.hash();
    }
}
