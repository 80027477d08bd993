package dev.sartor.executor.training;

import dev.sartor.executor.Distillation;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * A trained network whose answers count along with the labels. It sees the very images that the learner sees, varied and mixed
 * alike ("Knowledge distillation: a good teacher is patient and consistent", arXiv 2106.05237).
 *
 * @param name    what it is called where the training is recorded
 * @param network of the learner's input and classes
 */
public record Teacher(String name, Network network, Weights weights, Distillation by) {
    /** Half of the loss, at a temperature of 2, as in the speech experiments of Hinton, Vinyals and Dean (arXiv 1503.02531). */
    public static final Distillation USUAL = new Distillation(0.5, 2);

    /** What a checkpoint knows it by. */
    String identity() {
        return name + " " + by + " " + weights.hash();
    }
}
