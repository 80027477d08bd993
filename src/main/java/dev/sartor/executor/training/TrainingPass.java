package dev.sartor.executor.training;

import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Distillation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.executor.plan.Plan;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * A network that learns from batches of up to {@code capacity} images; what becomes of its gradients is the caller's business.
 * Closing it gives its memory back to the executor.
 */
public final class TrainingPass implements AutoCloseable {
    private final Plan plan;
    private final CrossEntropyLoss loss = new CrossEntropyLoss();
    private final float[] logits;
    private final float[] gradient;

    /** @param dropPath see {@link Regularisation} */
    public TrainingPass(Executor executor, Network network, int capacity, double dropPath) {
        plan = Plan.training(executor, network, capacity, dropPath);
        logits = new float[capacity * plan.outputs()];
        gradient = new float[logits.length];
    }

    /**
     * One pass forward and back. Moves the running moments in {@code weights} and nothing else there.
     *
     * @param nchw normalised images
     * @param seed of what is dropped
     * @return how it did on the batch, until the next
     */
    public CrossEntropyLoss learn(Weights weights, float[] nchw, Targets targets, int count, long seed) {
        return learn(weights, nchw, count, seed, () -> loss.compute(logits, targets, count, gradient));
    }

    /**
     * The same from a teacher too.
     *
     * @param answers the teacher's logits, images x classes
     */
    CrossEntropyLoss learn(
            Weights weights, float[] nchw, Targets targets, float[] answers, Distillation by, int count, long seed) {
        return learn(weights, nchw, count, seed, () -> loss.compute(logits, targets, answers, by, count, gradient));
    }

    private CrossEntropyLoss learn(Weights weights, float[] nchw, int count, long seed, Runnable judge) {
        plan.forward(weights, nchw, count, seed);
        plan.readOutput(logits, 0);
        judge.run();
        plan.setOutputGradient(gradient);
        plan.backward();
        return loss;
    }

    /** The logits of the last batch, images x classes; the next batch writes over them. */
    public float[] logits() {
        return logits;
    }

    /** The gradients of the last batch's mean loss; the next batch writes over them. */
    public Weights gradients() {
        return plan.gradients();
    }

    @Override
    public void close() {
        plan.close();
    }
}
