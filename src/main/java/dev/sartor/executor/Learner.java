package dev.sartor.executor;

import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/** A network that learns from batches of up to {@code capacity} images; what becomes of its gradients is the caller's business. */
public final class Learner {
    private final Plan plan;
    private final SoftmaxLoss loss;
    private final float[] logits;
    private final float[] gradient;

    public Learner(Executor executor, Network network, int capacity, double labelSmoothing) {
        plan = Plan.training(executor, network, capacity);
        loss = new SoftmaxLoss(plan.outputs(), labelSmoothing);
        logits = new float[capacity * plan.outputs()];
        gradient = new float[logits.length];
    }

    /**
     * One pass forward and back. Moves the running moments in {@code weights} and nothing else there.
     *
     * @param nchw normalised images
     * @param seed of dropout
     */
    public Score learn(Weights weights, float[] nchw, int[] labels, int count, long seed) {
        plan.forward(weights, nchw, count, seed);
        plan.readOutput(logits, 0);
        loss.judge(logits, labels, count, gradient);
        plan.giveGradient(gradient);
        plan.backward();
        return new Score(loss.sum() / count, (double) loss.correct() / count);
    }

    /** The gradients of the last batch's mean loss; the next batch writes over them. */
    public Weights gradients() {
        return plan.gradients();
    }
}
