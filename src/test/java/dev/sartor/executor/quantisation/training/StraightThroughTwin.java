package dev.sartor.executor.quantisation.training;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.network.quantisation.ValueRange;
import java.util.HashMap;
import java.util.Map;

/**
 * A slow twin of {@link QuantisedPass} in double precision. The rounding errors of a first pass are kept, in steps, and added again
 * in later passes with other weights or ranges: then the outputs are a smooth function of both, whose derivatives are what the
 * straight-through estimator computes.
 */
final class StraightThroughTwin {
    private final QuantisedNetwork quantised;
    private final Network network;
    private final float[] image;
    private final Map<Integer, double[]> errors = new HashMap<>();

    /** @param weights with which the rounding errors arise */
    StraightThroughTwin(QuantisedNetwork quantised, Weights weights, float[] image) {
        this.quantised = quantised;
        this.network = quantised.network();
        this.image = image;
        new ReferenceInterpreter(network, weights, this::recordErrors).output(image);
    }

    private boolean isRounded(Layer layer) {
        return !quantised.isFloatOutput(layer)
                && quantised.fusedActivation(layer).isEmpty()
                && !(layer.op() instanceof Op.MaxPool || layer.op() instanceof Op.Shuffle);
    }

    private double[] recordErrors(Layer layer, double[] values) {
        if (!isRounded(layer)) {
            return values;
        }
        TensorQuantisation tensor = quantised.tensor(layer.id());
        double[] error = new double[values.length];
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double steps = values[i] / tensor.scale();
            double clamped = Math.clamp(steps, -tensor.zeroPoint(), TensorQuantisation.MAX - tensor.zeroPoint());
            error[i] = Math.rint(clamped) - clamped;
            rounded[i] = Math.rint(clamped) * tensor.scale();
        }
        errors.put(layer.id(), error);
        return rounded;
    }

    /**
     * The outputs with other weights, and with the range of one tensor moved.
     *
     * @param moved the id of the layer whose range is moved; -1 for none
     */
    double[] outputs(Weights weights, int moved, double low, double high) {
        return new ReferenceInterpreter(
                        network,
                        weights,
                        (layer, values) -> isRounded(layer)
                                ? rounded(layer, values, layer.id() == moved ? low : 0, layer.id() == moved ? high : 0)
                                : values)
                .output(image);
    }

    private double[] rounded(Layer layer, double[] values, double low, double high) {
        TensorQuantisation tensor = quantised.tensor(layer.id());
        ValueRange range = tensor.range();
        double scale = tensor.scale() + (high - low) / TensorQuantisation.MAX;
        double[] error = errors.get(layer.id());
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.clamp(values[i], range.low() + low, range.high() + high) + error[i] * scale;
        }
        return result;
    }
}
