package dev.sartor.executor.quantisation.training;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.ValueRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges of a network's tensors, learnt by Adam (arXiv 1412.6980) in units of their width: a step moves an end by about the
 * learning rate times the width, whatever the size of the gradients. A range always contains 0.
 */
final class LearnedRanges {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-12;

    /** The layer whose range each layer has: the last fused activation after it, or the layer itself. */
    private final int[] owner;

    private final List<String> names;
    /** The lower and the upper end by layer name. */
    private final Map<String, float[]> ends = new LinkedHashMap<>();

    /** Adam's running means of the gradients of both ends, and below of their squares. */
    private final Map<String, float[]> means = new LinkedHashMap<>();

    private final Map<String, float[]> squares = new LinkedHashMap<>();

    /** @param start by layer id */
    LearnedRanges(QuantisedNetwork quantised, List<ValueRange> start) {
        Network network = quantised.network();
        names = network.layers().stream().map(Layer::name).toList();
        owner = new int[names.size()];
        for (Layer layer : network.layers()) {
            owner[layer.id()] = quantised.fusedActivation(layer).map(Layer::id).orElse(layer.id());
            ValueRange range = start.get(layer.id());
            ends.put(layer.name(), new float[] {Math.min(0, range.low()), Math.max(0, range.high())});
            means.put(layer.name(), new float[2]);
            squares.put(layer.name(), new float[2]);
        }
    }

    /** The ranges by layer id. */
    List<ValueRange> ranges() {
        List<ValueRange> ranges = new ArrayList<>();
        for (String name : names) {
            float[] range = ends.get(name);
            ranges.add(new ValueRange(range[0], range[1]));
        }
        return ranges;
    }

    /**
     * Moves the ends of ranges.
     *
     * @param gradients of both ends by the id of the layer that writes the tensor
     * @param step      counted from 0
     */
    void update(Map<Integer, double[]> gradients, double learningRate, long step) {
        double meanScale = 1 / (1 - Math.pow(BETA1, step + 1));
        double squareScale = 1 / (1 - Math.pow(BETA2, step + 1));
        gradients.forEach((layer, gradient) -> {
            String name = names.get(owner[layer]);
            float[] range = ends.get(name);
            double width = range[1] - range[0];
            double[] moved = new double[2];
            for (int end = 0; end < 2; end++) {
                float[] mean = means.get(name);
                float[] square = squares.get(name);
                mean[end] += (float) ((1 - BETA1) * (gradient[end] - mean[end]));
                square[end] += (float) ((1 - BETA2) * (gradient[end] * gradient[end] - square[end]));
                double direction = mean[end] * meanScale / (Math.sqrt(square[end] * squareScale) + EPSILON);
                moved[end] = range[end] - learningRate * width * direction;
            }
            range[0] = (float) Math.min(0, moved[0]);
            range[1] = (float) Math.max(0, moved[1]);
        });
    }

    /** The tensors of a checkpoint by group. */
    Map<String, Map<String, float[]>> state() {
        Map<String, Map<String, float[]>> state = new LinkedHashMap<>();
        state.put("ranges", ends);
        state.put("rangeMean", means);
        state.put("rangeSquare", squares);
        return state;
    }
}
