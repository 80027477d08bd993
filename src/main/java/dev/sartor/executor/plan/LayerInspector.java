package dev.sartor.executor.plan;

import dev.sartor.base.ArrayLength;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * Gives access to the value of each layer and the gradient of each weight in training passes. No layers are fused across
 * convolutions. Closing it releases its memory. Not thread-safe.
 */
public final class LayerInspector implements AutoCloseable {
    private static final long DROPOUT_SEED = 0;

    private final Network network;
    private final ExecutionPlan plan;
    /** The number of images of the last batch. */
    private int images;

    /** An inspector for batches of up to {@code capacity} images. */
    public LayerInspector(Executor executor, Network network, int capacity) {
        this.network = network;
        plan = ExecutionPlan.unfused(executor, network, capacity);
    }

    /**
     * Runs a batch forward with batch statistics; dropout is the same each time. {@code weights} are not changed.
     *
     * @param nchw normalised images, [image][channel][row][column]
     * @return the network's outputs, [image][output]
     */
    public float[] forward(Weights weights, float[] nchw, int count) {
        images = count;
        // a copy, since a training pass updates the running statistics
        plan.forward(weights.copy(), nchw, count, DROPOUT_SEED);
        float[] outputs = new float[count * plan.outputs()];
        plan.readOutput(outputs);
        return outputs;
    }

    /**
     * The value of a layer in the last batch as later layers read it, NCHW; call it before {@link #backward}. A convolution or
     * batch norm that only the next layer reads may be fused with it, and then has no value.
     */
    public float[] value(int layer) {
        float[] values =
                new float[ArrayLength.of(images * network.layer(layer).output().size())];
        plan.read(layer, values);
        return values;
    }

    /**
     * The gradients of all trainable weights, summed over the batch.
     *
     * @param outputs the gradient of the last batch's outputs
     * @return the same arrays at each call
     */
    public Weights backward(float[] outputs) {
        plan.setOutputGradient(outputs);
        plan.backward();
        return plan.gradients();
    }

    @Override
    public void close() {
        plan.close();
    }
}
