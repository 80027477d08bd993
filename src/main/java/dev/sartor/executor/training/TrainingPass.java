package dev.sartor.executor.training;

import dev.sartor.arch.Task;
import dev.sartor.executor.Distillation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.executor.Targets;
import dev.sartor.executor.plan.ExecutionPlan;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * The forward and backward pass of a network over batches of up to {@code capacity} images. It computes gradients; the caller
 * applies them. Closing it returns its memory to the executor.
 */
public final class TrainingPass implements AutoCloseable {
    private final ExecutionPlan plan;
    private final Loss loss;
    private final float[] logits;
    private final float[] gradient;

    /**
     * @param task     determines the loss
     * @param dropPath largest probability that a residual branch is dropped (stochastic depth)
     */
    public TrainingPass(Executor executor, Network network, Task task, int capacity, double dropPath) {
        loss = Loss.of(task);
        plan = ExecutionPlan.training(executor, network, capacity, dropPath);
        logits = new float[capacity * plan.outputs()];
        gradient = new float[logits.length];
    }

    /**
     * One forward and backward pass. Of {@code weights}, only the running statistics of batch norm are updated.
     *
     * @param nchw  normalised images, [image][channel][row][column]
     * @param count number of images
     * @param seed  seed of dropout and stochastic depth
     * @return the loss of the batch, valid until the next pass
     */
    public Loss run(Weights weights, float[] nchw, Targets targets, int count, long seed) {
        return run(weights, nchw, count, seed, () -> loss.compute(logits, targets, count, gradient));
    }

    /**
     * One forward and backward pass with knowledge distillation.
     *
     * @param teacherLogits [image][class]
     */
    Loss run(
            Weights weights,
            float[] nchw,
            Targets targets,
            float[] teacherLogits,
            Distillation distillation,
            int count,
            long seed) {
        return run(
                weights,
                nchw,
                count,
                seed,
                () -> loss.compute(logits, targets, teacherLogits, distillation, count, gradient));
    }

    private Loss run(Weights weights, float[] nchw, int count, long seed, Runnable computeLoss) {
        plan.forward(weights, nchw, count, seed);
        plan.readOutput(logits);
        computeLoss.run();
        plan.setOutputGradient(gradient);
        plan.backward();
        return loss;
    }

    /** The logits of the last batch, [image][class]; overwritten by the next pass. */
    public float[] logits() {
        return logits;
    }

    /** The gradients of the last batch's mean loss; overwritten by the next pass. */
    public Weights gradients() {
        return plan.gradients();
    }

    @Override
    public void close() {
        plan.close();
    }
}
