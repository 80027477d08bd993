package dev.sartor.executor.plan;

import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/**
 * Looks into training passes of a network: what each layer hands on, and the gradient of each weight. Nothing is fused, so
 * that every value is kept. Closing it gives its memory back. Not safe for use by two threads.
 */
public final class LayerInspector implements AutoCloseable {
    private final Network network;
    private final Plan plan;
    private int images;

    /** A probe for batches of up to {@code capacity} images. */
    public LayerInspector(Executor executor, Network network, int capacity) {
        this.network = network;
        plan = Plan.unfused(executor, network, capacity);
    }

    /**
     * Runs a batch forward, batch norm by the batch's own moments; dropout is the same each time. {@code weights} stay as they are.
     *
     * @param nchw normalised images
     * @return the outputs, images x the network's output values
     */
    public float[] forward(Weights weights, float[] nchw, int count) {
        images = count;
        // a training pass moves the running moments
        plan.forward(weights.copy(), nchw, count, 0);
        float[] outputs = new float[count * plan.outputs()];
        plan.readOutput(outputs, 0);
        return outputs;
    }

    /**
     * What the layers behind a layer read of it in the last batch, NCHW, before the way back. A convolution, and a batch norm, that only the next
     * layer reads may be one with it, and are then not to be had.
     */
    public float[] value(int layer) {
        float[] values =
                new float[Math.toIntExact(images * network.layer(layer).output().size())];
        plan.read(layer, values);
        return values;
    }

    /**
     * The gradients of all trainable weights, summed over the batch.
     *
     * @param outputs the gradient of the last batch's outputs
     * @return the same arrays each time
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
