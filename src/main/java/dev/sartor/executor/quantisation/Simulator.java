package dev.sartor.executor.quantisation;

import dev.sartor.base.ArrayLength;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.ExecutionPlan;
import dev.sartor.executor.plan.Inference;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.QuantisedWeights;
import dev.sartor.network.quantisation.SumBound;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Computes what an 8-bit network computes, with the same arithmetic as ONNX Runtime on x86: all outputs are equal to the last
 * bit. It runs the executor's kernels on integers in 32-bit floats, whose sums are exact up to 2^24; layers that could exceed
 * that run in integers. A float stem is computed by the executor, whose rounding differs from that of ONNX Runtime: few of its values, after
 * quantisation, differ by one step. Closing it releases its memory. Not thread-safe.
 */
public final class Simulator implements AutoCloseable {
    private final QuantisedNetwork quantised;
    /** The float stem; empty if all layers are in 8 bits. */
    private final Optional<Inference> stem;

    private final ExecutionPlan plan;
    private final TensorQuantisation input;
    /** The quantised input as differences from its zero point. */
    private final float[] centred;

    private final float[] output;

    /**
     * Prepares for up to {@code capacity} images at a time.
     *
     * @throws IllegalArgumentException if a layer's sums can exceed 32 bits
     */
    public Simulator(Executor executor, QuantisedNetwork quantised, int capacity) {
        SumBound largest = SumBound.largest(quantised);
        if (largest.sum() >= SumBound.FIRST_BEYOND_INT) {
            throw new IllegalArgumentException("Sums of " + largest.layer() + " can reach " + largest.sum());
        }
        this.quantised = quantised;
        Network network = quantised.network();
        stem = quantised.stem().map(s -> new Inference(executor, s.network(), s.weights(), capacity));
        plan = ExecutionPlan.inference(
                executor, network, capacity, QuantisedCompiler.compile(quantised, executor.kernels()));
        plan.load(weights(quantised));
        input = quantised.tensor(0);
        centred = new float[ArrayLength.of(capacity * network.input().size())];
        output = new float[ArrayLength.of((long) capacity * plan.outputs())];
    }

    /** The quantised weights as 32-bit floats. */
    private static Weights weights(QuantisedNetwork quantised) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        quantised.weights().forEach((layer, weights) -> {
            float[] values = new float[weights.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = weights.values()[i];
            }
            tensors.put(Parameter.name(layer, Role.WEIGHT), values);
        });
        return new Weights(tensors);
    }

    /**
     * The outputs of up to {@code capacity} images, as the ONNX file of the network computes them: NCHW, dequantised. The
     * array is reused by the next call.
     *
     * @param nchw normalised images
     */
    public float[] run(float[] nchw, int images) {
        plan.infer(quantisedInput(nchw, images), images);
        plan.readOutput(output);
        scaleOutput(images);
        return output;
    }

    /**
     * The quantised outputs of the float stem alone, for up to {@code capacity} images: NCHW, dequantised.
     *
     * @throws IllegalStateException if all layers are in 8 bits
     */
    public float[] stem(float[] nchw, int images) {
        if (stem.isEmpty()) {
            throw new IllegalStateException(
                    "All layers of " + quantised.network().name() + " are in 8 bits");
        }
        float[] quantisedStem = quantisedInput(nchw, images);
        float[] values =
                new float[ArrayLength.of(images * quantised.network().input().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = input.scale() * quantisedStem[i];
        }
        return values;
    }

    /** Receives each quantised tensor of a batch. */
    @FunctionalInterface
    public interface TensorObserver {
        /**
         * @param layer  the layer that writes the tensor, or the fused activation after it
         * @param values unsigned, in [0, 255]: [image][channel][row][column]
         */
        void observe(Layer layer, byte[] values);
    }

    /**
     * Runs as {@link #run(float[], int)}, and passes every quantised tensor to the observer, but not those of fused layers or
     * float outputs.
     */
    public void run(float[] nchw, int images, TensorObserver observer) {
        Network network = quantised.network();
        plan.infer(quantisedInput(nchw, images), images, (id, _, _) -> {
            Layer layer = network.layer(id);
            if (!quantised.isFloatOutput(layer)) {
                float[] values =
                        new float[ArrayLength.of(images * layer.output().size())];
                plan.read(id, values);
                observer.observe(layer, bytes(values, quantised.tensor(id).zeroPoint()));
            }
        });
    }

    /** Quantised values as unsigned bytes. */
    private static byte[] bytes(float[] centred, int zeroPoint) {
        byte[] bytes = new byte[centred.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((int) centred[i] + zeroPoint);
        }
        return bytes;
    }

    private float[] quantisedInput(float[] nchw, int images) {
        int count = ArrayLength.of(images * quantised.network().input().size());
        float[] values = stem.isPresent() ? stem.get().run(nchw, images) : nchw;
        for (int i = 0; i < count; i++) {
            centred[i] = input.quantise(values[i]) - input.zeroPoint();
        }
        return centred;
    }

    /** Dequantises the output of the network. */
    private void scaleOutput(int images) {
        Layer layer = quantised.network().outputLayer();
        if (!quantised.isFloatOutput(layer)) {
            float scale = quantised.tensor(layer.id()).scale();
            for (int i = 0; i < images * plan.outputs(); i++) {
                output[i] *= scale;
            }
            return;
        }
        QuantisedWeights weights = quantised.weights(layer);
        boolean biasIncluded = SumBound.of(quantised, layer).sum() > SumBound.MAX_EXACT_IN_FLOAT;
        float inputScale = quantised.input(layer).scale();
        for (int i = 0; i < images * plan.outputs(); i++) {
            int c = i % plan.outputs();
            float sum = biasIncluded ? output[i] : output[i] + weights.biases()[c];
            output[i] = sum * (inputScale * weights.scale(c));
        }
    }

    @Override
    public void close() {
        plan.close();
        stem.ifPresent(Inference::close);
    }
}
