package dev.sartor.executor.quantisation.training;

import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.executor.plan.ExecutionPlan;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.DequantisedWeights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The forward and backward pass of a network as it computes in 8-bit integers: weights and activations have the values that 8 bits
 * express, in 32-bit floats. Closing it returns its memory to the executor.
 */
final class QuantisedPass implements AutoCloseable {
    private static final long UNUSED_DROPOUT_SEED = 0;

    private final FakeQuantisedCompiler.Compiled compiled;
    private final ExecutionPlan plan;
    private final float[] outputs;
    private final float[] outputGradient;
    private int images;

    /**
     * @param quantised with any quantisation: it determines only which tensors are quantised
     * @param capacity  the largest batch
     */
    QuantisedPass(Executor executor, QuantisedNetwork quantised, int capacity) {
        compiled = FakeQuantisedCompiler.compile(quantised, capacity, executor.kernels());
        plan = ExecutionPlan.training(executor, quantised.network(), capacity, compiled.network());
        outputs = new float[capacity * plan.outputs()];
        outputGradient = new float[outputs.length];
    }

    /** The ids of the layers whose output is rounded, each with a quantisation of its own. */
    Iterable<Integer> roundedLayers() {
        return compiled.roundings().keySet();
    }

    /** One forward and backward pass; computes the loss of the batch. */
    void run(QuantisedNetwork quantised, Batch batch, int count, Loss loss) {
        run(quantised, batch.nchw(), count, gradient -> loss.compute(outputs, batch.targets(), count, gradient));
    }

    /**
     * One forward and backward pass.
     *
     * @param nchw   normalised images
     * @param losses writes the gradient of the {@link #outputs}
     */
    void run(QuantisedNetwork quantised, float[] nchw, int count, Consumer<float[]> losses) {
        images = count;
        compiled.roundings().forEach((layer, node) -> node.set(quantised.tensor(layer)));
        plan.forward(DequantisedWeights.of(quantised), nchw, count, UNUSED_DROPOUT_SEED);
        plan.readOutput(outputs);
        losses.accept(outputGradient);
        plan.setOutputGradient(outputGradient);
        plan.backward();
    }

    /** The outputs of the last batch, [image][output]; overwritten by the next pass. */
    float[] outputs() {
        return outputs;
    }

    /** The gradients of the weights; overwritten by the next pass. */
    Weights gradients() {
        return plan.gradients();
    }

    /** The gradients of the lower and the upper end of the range of each rounded tensor, by layer id. */
    Map<Integer, double[]> rangeGradients() {
        Map<Integer, double[]> gradients = new TreeMap<>();
        compiled.roundings().forEach((layer, node) -> gradients.put(layer, node.rangeGradient(images)));
        return gradients;
    }

    @Override
    public void close() {
        plan.close();
    }
}
