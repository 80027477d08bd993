package dev.sartor.executor.plan;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * A slow reference implementation of the executor: every layer by its definition, in double precision, NCHW, without fusion.
 * Dropout is the identity.
 */
final class ReferenceExecutor {
    private final Network network;
    private final int images;
    private final boolean training;
    private final Map<String, double[]> weights = new HashMap<>();
    private final double[][] values;
    private final double[][] gradients;
    /** Gradients of the weights, by name. */
    final Map<String, double[]> weightGradients = new HashMap<>();

    /** Batch norms use the statistics of the batch. */
    static ReferenceExecutor training(Network network, Weights start, int images) {
        return new ReferenceExecutor(network, start, images, true);
    }

    /** Batch norms use their running statistics. */
    static ReferenceExecutor inference(Network network, Weights start, int images) {
        return new ReferenceExecutor(network, start, images, false);
    }

    ReferenceExecutor(Network network, Weights start, int images, boolean training) {
        this.network = network;
        this.images = images;
        this.training = training;
        start.tensors().forEach((name, tensor) -> {
            double[] copy = new double[tensor.length];
            Arrays.setAll(copy, i -> tensor[i]);
            weights.put(name, copy);
            weightGradients.put(name, new double[tensor.length]);
        });
        values = new double[network.layers().size()][];
        gradients = new double[network.layers().size()][];
    }

    /** The weights; tests may change them in place. */
    double[] weights(String name) {
        return weights.get(name);
    }

    double[] weightGradients(String name) {
        return weightGradients.get(name);
    }

    double[] inputGradients() {
        return gradients[0];
    }

    double[] forward(double[] input) {
        values[0] = input;
        for (Layer layer : network.layers().subList(1, network.layers().size())) {
            values[layer.id()] = new double[size(layer.output())];
            pass(layer, true);
        }
        return values[values.length - 1];
    }

    void backward(double[] outputGradient) {
        for (Layer layer : network.layers()) {
            gradients[layer.id()] = new double[values[layer.id()].length];
        }
        weightGradients.values().forEach(g -> Arrays.fill(g, 0));
        System.arraycopy(outputGradient, 0, gradients[gradients.length - 1], 0, outputGradient.length);
        for (Layer layer : network.layers().reversed()) {
            if (layer.id() > 0) {
                pass(layer, false);
            }
        }
    }

    private int size(Shape s) {
        return Math.toIntExact(images * s.size());
    }

    private double[] in(Layer layer, int i) {
        return values[layer.inputs().get(i)];
    }

    private double[] inGradient(Layer layer, int i) {
        return gradients[layer.inputs().get(i)];
    }

    private Shape shapeIn(Layer layer, int i) {
        return network.layer(layer.inputs().get(i)).output();
    }

    private double[] weights(Layer layer, Role role) {
        return weights.get(Parameter.name(layer.name(), role));
    }

    private double[] weightGradients(Layer layer, Role role) {
        return weightGradients.get(Parameter.name(layer.name(), role));
    }

    /** Computes the output of a layer, or adds the gradients of its inputs and weights. */
    private void pass(Layer layer, boolean forward) {
        switch (layer.op()) {
            case Op.Input _ -> throw new IllegalStateException();
            case Op.Conv c -> conv(layer, c, forward);
            case Op.Linear l -> conv(layer, l.asConvolution(), forward);
            case Op.BatchNorm b -> {
                for (int c = 0; c < b.channels(); c++) {
                    if (forward) {
                        norm(layer, c);
                    } else {
                        normGradient(layer, c);
                    }
                }
            }
            case Op.Activate a -> activate(layer, ActivationFunction.of(a.function()), forward);
            case Op.Add _ -> {
                linear(layer, 0, forward, i -> i, _ -> 1);
                linear(layer, 1, forward, i -> i, _ -> 1);
            }
            case Op.Scale _ -> scale(layer, forward);
            case Op.Concat _ -> concat(layer, forward);
            case Op.Shuffle s -> {
                int plane = layer.output().height() * layer.output().width();
                int channels = layer.output().channels();
                int n = channels / s.groups();
                linear(
                        layer,
                        0,
                        forward,
                        i -> {
                            // output channel c is channel c / groups of the input group c % groups
                            int c = i / plane % channels;
                            return (i / plane - c + c % s.groups() * n + c / s.groups()) * plane + i % plane;
                        },
                        _ -> 1);
            }
            case Op.AveragePool p -> averagePool(layer, p, forward);
            case Op.MaxPool p -> maxPool(layer, p, forward);
            case Op.GlobalAveragePool _ -> {
                Shape in = shapeIn(layer, 0);
                int plane = in.height() * in.width();
                for (int p = 0; p < plane; p++) {
                    int at = p;
                    linear(layer, 0, forward, i -> i * plane + at, _ -> 1.0 / plane);
                }
            }
            case Op.Dropout _ -> linear(layer, 0, forward, i -> i, _ -> 1);
        }
    }

    /** out[i] += factor(i) * in[from(i)] if from(i) is not negative, or its transpose for gradients. */
    private void linear(Layer layer, int input, boolean forward, IntUnaryOperator from, IntToDoubleFunction factor) {
        int outputs = values[layer.id()].length;
        for (int i = 0; i < outputs; i++) {
            int j = from.applyAsInt(i);
            if (j < 0) {
                continue;
            }
            if (forward) {
                values[layer.id()][i] += factor.applyAsDouble(i) * in(layer, input)[j];
            } else {
                inGradient(layer, input)[j] += factor.applyAsDouble(i) * gradients[layer.id()][i];
            }
        }
    }

    private void conv(Layer layer, Op.Conv conv, boolean forward) {
        Shape out = layer.output();
        int plane = out.height() * out.width();
        for (int i = 0; i < values[layer.id()].length; i++) {
            int n = i / plane / conv.out();
            int o = i / plane % conv.out();
            window(layer, conv, n, o, i % plane / out.width(), i % out.width(), i, forward);
            if (conv.bias()) {
                if (forward) {
                    values[layer.id()][i] += weights(layer, Role.BIAS)[o];
                } else {
                    weightGradients(layer, Role.BIAS)[o] += gradients[layer.id()][i];
                }
            }
        }
    }

    /** Adds the products of a window in image n to output channel o at (y, x), whose index is i, or their gradients. */
    private void window(Layer layer, Op.Conv conv, int n, int o, int y, int x, int i, boolean forward) {
        Shape in = shapeIn(layer, 0);
        int ins = conv.in() / conv.groups();
        int k = conv.kernel();
        int first = o / (conv.out() / conv.groups()) * ins;
        double[] w = weights(layer, Role.WEIGHT);
        double[] dw = weightGradients(layer, Role.WEIGHT);
        for (int t = 0; t < ins * k * k; t++) {
            int yy = y * conv.stride() + t / k % k - (k - 1) / 2;
            int xx = x * conv.stride() + t % k - (k - 1) / 2;
            if (yy < 0 || xx < 0 || yy >= in.height() || xx >= in.width()) {
                continue;
            }
            int j = ((n * in.channels() + first + t / (k * k)) * in.height() + yy) * in.width() + xx;
            int at = o * ins * k * k + t;
            if (forward) {
                values[layer.id()][i] += w[at] * in(layer, 0)[j];
            } else {
                inGradient(layer, 0)[j] += w[at] * gradients[layer.id()][i];
                dw[at] += in(layer, 0)[j] * gradients[layer.id()][i];
            }
        }
    }

    private record Moments(double mean, double variance) {}

    /** The indices of the values of a channel. */
    private int[] channel(Layer layer, int c) {
        Shape s = layer.output();
        int plane = s.height() * s.width();
        int[] positions = new int[images * plane];
        Arrays.setAll(positions, i -> (i / plane * s.channels() + c) * plane + i % plane);
        return positions;
    }

    private Moments moments(Layer layer, int c) {
        if (!training) {
            return new Moments(weights(layer, Role.MEAN)[c], weights(layer, Role.VARIANCE)[c]);
        }
        int[] positions = channel(layer, c);
        double[] x = in(layer, 0);
        double mean = Arrays.stream(positions).mapToDouble(i -> x[i]).average().orElseThrow();
        double variance = Arrays.stream(positions)
                .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                .average()
                .orElseThrow();
        return new Moments(mean, variance);
    }

    private void norm(Layer layer, int c) {
        Moments m = moments(layer, c);
        double inverse = 1 / Math.sqrt(m.variance() + Op.BatchNorm.EPSILON);
        for (int i : channel(layer, c)) {
            values[layer.id()][i] = (in(layer, 0)[i] - m.mean()) * inverse * weights(layer, Role.GAMMA)[c]
                    + weights(layer, Role.BETA)[c];
        }
    }

    private void normGradient(Layer layer, int c) {
        Moments m = moments(layer, c);
        double inverse = 1 / Math.sqrt(m.variance() + Op.BatchNorm.EPSILON);
        double[] g = gradients[layer.id()];
        double[] x = in(layer, 0);
        int[] positions = channel(layer, c);
        double sum = 0;
        double sumNormalised = 0;
        for (int i : positions) {
            sum += g[i];
            sumNormalised += g[i] * (x[i] - m.mean()) * inverse;
        }
        weightGradients(layer, Role.BETA)[c] = sum;
        weightGradients(layer, Role.GAMMA)[c] = sumNormalised;
        for (int i : positions) {
            double normalised = (x[i] - m.mean()) * inverse;
            double centred = g[i] - sum / positions.length - normalised * sumNormalised / positions.length;
            inGradient(layer, 0)[i] += weights(layer, Role.GAMMA)[c] * inverse * centred;
        }
    }

    private void activate(Layer layer, ActivationFunction function, boolean forward) {
        for (int i = 0; i < values[layer.id()].length; i++) {
            if (forward) {
                values[layer.id()][i] = function.value(in(layer, 0)[i]);
            } else {
                inGradient(layer, 0)[i] += function.derivative(in(layer, 0)[i]) * gradients[layer.id()][i];
            }
        }
    }

    private void scale(Layer layer, boolean forward) {
        int plane = layer.output().height() * layer.output().width();
        double[] gate = in(layer, 1);
        linear(layer, 0, forward, i -> i, i -> gate[i / plane]);
        if (!forward) {
            linear(layer, 1, false, i -> i / plane, i -> in(layer, 0)[i]);
        }
    }

    private void concat(Layer layer, boolean forward) {
        Shape out = layer.output();
        int plane = out.height() * out.width();
        int first = 0;
        for (int input = 0; input < layer.inputs().size(); input++) {
            int from = first;
            int channels = shapeIn(layer, input).channels();
            linear(
                    layer,
                    input,
                    forward,
                    i -> {
                        int c = i / plane % out.channels() - from;
                        return c < 0 || c >= channels
                                ? -1
                                : (i / plane / out.channels() * channels + c) * plane + i % plane;
                    },
                    _ -> 1);
            first += channels;
        }
    }

    private void averagePool(Layer layer, Op.AveragePool p, boolean forward) {
        Shape in = shapeIn(layer, 0);
        Shape out = layer.output();
        int border = (p.kernel() - 1) / 2;
        for (int tap = 0; tap < p.kernel() * p.kernel(); tap++) {
            int ky = tap / p.kernel();
            int kx = tap % p.kernel();
            linear(
                    layer,
                    0,
                    forward,
                    i -> {
                        int y = i / out.width() % out.height() * p.stride() + ky - border;
                        int x = i % out.width() * p.stride() + kx - border;
                        boolean inside = y >= 0 && x >= 0 && y < in.height() && x < in.width();
                        return inside ? (i / (out.height() * out.width()) * in.height() + y) * in.width() + x : -1;
                    },
                    i -> 1.0
                            / (covered(i / out.width() % out.height() * p.stride() - border, p.kernel(), in.height())
                                    * covered(i % out.width() * p.stride() - border, p.kernel(), in.width())));
        }
    }

    private void maxPool(Layer layer, Op.MaxPool p, boolean forward) {
        Shape in = shapeIn(layer, 0);
        Shape out = layer.output();
        linear(
                layer,
                0,
                forward,
                i -> {
                    int first = i / (out.height() * out.width()) * in.height() * in.width();
                    int top = i / out.width() % out.height() * p.stride() - (p.kernel() - 1) / 2;
                    int left = i % out.width() * p.stride() - (p.kernel() - 1) / 2;
                    int largest = -1;
                    for (int y = Math.max(0, top); y < Math.min(in.height(), top + p.kernel()); y++) {
                        for (int x = Math.max(0, left); x < Math.min(in.width(), left + p.kernel()); x++) {
                            int at = first + y * in.width() + x;
                            largest = largest < 0 || in(layer, 0)[at] > in(layer, 0)[largest] ? at : largest;
                        }
                    }
                    return largest;
                },
                _ -> 1);
    }

    /** The number of pixels of a window, which begins at {@code first}, that lie inside the image, along one axis. */
    private static int covered(int first, int kernel, int size) {
        int pixels = 0;
        for (int at = first; at < first + kernel; at++) {
            pixels += at >= 0 && at < size ? 1 : 0;
        }
        return pixels;
    }
}
