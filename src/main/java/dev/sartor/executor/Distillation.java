package dev.sartor.executor;

/**
 * Knowledge distillation: training on a teacher's logits t besides the labels (Hinton, Vinyals and Dean: Distilling the
 * knowledge in a neural network, arXiv 1503.02531). For logits z and a temperature T, the loss is (1 - share) H(target,
 * softmax(z)) + share T^2 H(softmax(t / T), softmax(z / T)), where H is the cross-entropy.
 *
 * @param share       weight of the teacher in the loss, in [0, 1]
 * @param temperature T, above 0; 1 takes the teacher's distribution as it is. Share and temperature 1 give the in-place
 *     distillation of BigNAS, arXiv 2003.11142
 */
public record Distillation(double share, double temperature) {

    public Distillation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A teacher's share must lie in [0, 1], not be " + share);
        }
        if (!(temperature > 0 && temperature < 1e6)) {
            throw new IllegalArgumentException("A temperature must be above 0, not " + temperature);
        }
    }
}
