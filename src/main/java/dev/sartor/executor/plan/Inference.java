package dev.sartor.executor.plan;

import dev.sartor.base.ArrayLength;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * Runs a network forward with the running statistics of batch norm. Not thread-safe; closing it releases its memory.
 */
public final class Inference implements AutoCloseable {
    private static final int BATCH_SIZE = 64;

    private final Executor executor;
    private final ExecutionPlan plan;
    private final float[] output;

    /** Prepares for up to {@code capacity} images at a time. */
    public Inference(Executor executor, Network network, Weights weights, int capacity) {
        this(executor, network, weights, capacity, PlanOptions.ALL_CHANNELS_AT_ONCE);
    }

    /**
     * Prepares inference in little memory (arXiv 1801.04381, section 5.1). The channels of the inner tensor of each inverted
     * residual without squeeze-and-excite are divided into {@code groups} groups, of which only one is in memory at a time. The
     * size of a group is a multiple of 32 channels, so there can be fewer groups.
     */
    public Inference(Executor executor, Network network, Weights weights, int capacity, int groups) {
        this.executor = executor;
        plan = ExecutionPlan.inference(executor, network, capacity, groups);
        plan.load(weights);
        output = new float[capacity * plan.outputs()];
    }

    /** The outputs of up to {@code capacity} images, NCHW; the array is reused by the next call. */
    public float[] run(float[] nchw, int images) {
        plan.infer(nchw, images);
        plan.readOutput(output);
        return output;
    }

    /** Bytes of the tensors between layers and of weights, plus the peak scratch memory of the executor so far. */
    public long peakBytes() {
        return plan.bytes() + executor.peakScratchBytes();
    }

    @Override
    public void close() {
        plan.close();
    }

    /**
     * The output of n images.
     *
     * @param nchw normalised values, [image][channel][row][column]
     * @param n    number of images
     * @return the outputs of the network, for a classifier the logits: [image][output]
     */
    public static float[] logits(Executor executor, Network network, Weights weights, float[] nchw, int n) {
        long size = network.input().size();
        if (n < 1 || nchw.length < n * size) {
            throw new IllegalArgumentException(nchw.length + " values for " + n + " images of " + network.input());
        }
        int capacity = Math.min(n, BATCH_SIZE);
        int outputs = ArrayLength.of(network.output().size());
        float[] all = new float[ArrayLength.of((long) n * outputs)];
        try (var inference = new Inference(executor, network, weights, capacity)) {
            for (int from = 0; from < n; from += capacity) {
                int count = Math.min(capacity, n - from);
                float[] batch = java.util.Arrays.copyOfRange(nchw, (int) (from * size), (int) ((from + count) * size));
                System.arraycopy(inference.run(batch, count), 0, all, from * outputs, count * outputs);
            }
        }
        return all;
    }
}
