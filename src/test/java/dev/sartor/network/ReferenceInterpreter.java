package dev.sartor.network;

import dev.sartor.arch.Shape;
import dev.sartor.network.Parameter.Role;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A slow interpreter of networks in double precision, a direct implementation of {@link Op} as the reference for tests. */
public final class ReferenceInterpreter {
    private final Network network;
    private final Weights weights;
    private final BiFunction<Layer, double[], double[]> rounding;

    public ReferenceInterpreter(Network network, Weights weights) {
        this(network, weights, (_, values) -> values);
    }

    /** @param rounding changes the output of each layer before it is read */
    public ReferenceInterpreter(Network network, Weights weights, BiFunction<Layer, double[], double[]> rounding) {
        this.network = network;
        this.weights = weights;
        this.rounding = rounding;
    }

    /** The network's output for one image, channels x height x width. */
    public double[] output(float[] chw) {
        double[][] values = values(chw);
        return values[values.length - 1];
    }

    /** The output of each layer for one image, by layer id. */
    public double[][] values(float[] chw) {
        double[][] values = new double[network.layers().size()][];
        for (Layer layer : network.layers()) {
            double[][] in = layer.inputs().stream().map(i -> values[i]).toArray(double[][]::new);
            double[] computed = layer.id() == 0
                    ? IntStream.range(0, chw.length).mapToDouble(i -> chw[i]).toArray()
                    : apply(layer, in);
            values[layer.id()] = rounding.apply(layer, computed);
        }
        return values;
    }

    private double[] apply(Layer layer, double[][] in) {
        Shape out = layer.output();
        return switch (layer.op()) {
            case Op.Input _ -> throw new IllegalStateException("A second input");
            case Op.Conv c -> convolution(layer, c, in[0]);
            case Op.Linear l -> linear(layer, l, in[0]);
            case Op.BatchNorm _ -> norm(layer, in[0]);
            case Op.Activate a -> map(out, i -> function(a.function(), in[0][i]));
            case Op.Add _ -> map(out, i -> in[0][i] + in[1][i]);
            case Op.Scale _ -> map(out, i -> in[0][i] * in[1][i / (out.height() * out.width())]);
            case Op.Concat _ -> map(out, i -> i < in[0].length ? in[0][i] : in[1][i - in[0].length]);
            case Op.Shuffle s -> shuffle(s.groups(), out, in[0]);
            case Op.AveragePool p ->
                map(
                        out,
                        i -> windowValues(p.kernel(), p.stride(), network.inputShape(layer), out, in[0], i)
                                .average()
                                .orElseThrow());
            case Op.MaxPool p ->
                map(
                        out,
                        i -> windowValues(p.kernel(), p.stride(), network.inputShape(layer), out, in[0], i)
                                .max()
                                .orElseThrow());
            case Op.GlobalAveragePool _ -> globalPool(network.inputShape(layer), in[0]);
            case Op.Dropout _ -> in[0];
        };
    }

    private double[] convolution(Layer layer, Op.Conv c, double[] x) {
        Shape in = network.inputShape(layer);
        Shape out = layer.output();
        float[] weight = parameter(layer, Role.WEIGHT);
        int perGroup = c.in() / c.groups();
        double[] y = new double[Math.toIntExact(out.size())];
        for (int i = 0; i < y.length; i++) {
            int o = i / (out.height() * out.width());
            int top = i / out.width() % out.height() * c.stride() - (c.kernel() - 1) / 2;
            int left = i % out.width() * c.stride() - (c.kernel() - 1) / 2;
            double sum = c.bias() ? parameter(layer, Role.BIAS)[o] : 0;
            for (int w = 0; w < perGroup * c.kernel() * c.kernel(); w++) {
                int channel = o / (c.out() / c.groups()) * perGroup + w / (c.kernel() * c.kernel());
                int row = top + w / c.kernel() % c.kernel();
                int column = left + w % c.kernel();
                if (inside(in, row, column)) {
                    sum += weight[o * perGroup * c.kernel() * c.kernel() + w] * x[at(in, channel, row, column)];
                }
            }
            y[i] = sum;
        }
        return y;
    }

    private double[] linear(Layer layer, Op.Linear l, double[] x) {
        float[] weight = parameter(layer, Role.WEIGHT);
        float[] bias = parameter(layer, Role.BIAS);
        return IntStream.range(0, l.out())
                .mapToDouble(o -> bias[o]
                        + IntStream.range(0, l.in())
                                .mapToDouble(i -> weight[o * l.in() + i] * x[i])
                                .sum())
                .toArray();
    }

    private double[] norm(Layer layer, double[] x) {
        float[] gamma = parameter(layer, Role.GAMMA);
        float[] beta = parameter(layer, Role.BETA);
        float[] mean = parameter(layer, Role.MEAN);
        float[] variance = parameter(layer, Role.VARIANCE);
        int plane = layer.output().height() * layer.output().width();
        return map(
                layer.output(),
                i -> (x[i] - mean[i / plane]) / Math.sqrt(variance[i / plane] + Op.BatchNorm.EPSILON) * gamma[i / plane]
                        + beta[i / plane]);
    }

    private static double function(Op.Function function, double x) {
        return switch (function) {
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.clamp(x, 0, 6);
            case HSWISH -> x * Math.clamp(x + 3, 0, 6) / 6;
            case SWISH -> x / (1 + Math.exp(-x));
            case HARD_SIGMOID -> Math.clamp(x + 3, 0, 6) / 6;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
        };
    }

    /** Channel g * n + i of the input becomes channel i * groups + g. */
    private static double[] shuffle(int groups, Shape shape, double[] x) {
        int plane = shape.height() * shape.width();
        int n = shape.channels() / groups;
        return map(shape, i -> {
            int channel = i / plane;
            return x[(channel % groups * n + channel / groups) * plane + i % plane];
        });
    }

    /** The input values in the window of a pool's output i. */
    private static DoubleStream windowValues(int kernel, int stride, Shape in, Shape out, double[] x, int i) {
        int top = i / out.width() % out.height() * stride - (kernel - 1) / 2;
        int left = i % out.width() * stride - (kernel - 1) / 2;
        return IntStream.range(0, kernel * kernel)
                .filter(w -> inside(in, top + w / kernel, left + w % kernel))
                .mapToDouble(w -> x[at(in, i / (out.height() * out.width()), top + w / kernel, left + w % kernel)]);
    }

    private static double[] globalPool(Shape in, double[] x) {
        int plane = in.height() * in.width();
        return IntStream.range(0, in.channels())
                .mapToDouble(c -> IntStream.range(c * plane, (c + 1) * plane)
                        .mapToDouble(i -> x[i])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static double[] map(Shape shape, IntToDoubleFunction f) {
        return IntStream.range(0, Math.toIntExact(shape.size())).mapToDouble(f).toArray();
    }

    private static boolean inside(Shape shape, int row, int column) {
        return row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
    }

    private static int at(Shape shape, int channel, int row, int column) {
        return (channel * shape.height() + row) * shape.width() + column;
    }

    private float[] parameter(Layer layer, Role role) {
        return weights.tensor(Parameter.name(layer.name(), role));
    }

    /** Random weights with which every layer has an effect: unlike initial ones, batch norms and biases are random too. */
    public static Weights randomWeights(Network network, RandomGenerator random) {
        Weights weights = Weights.initial(network, random);
        for (Parameter p : network.parameters()) {
            float[] values = weights.tensor(p);
            for (int i = 0; i < values.length && p.role() != Role.WEIGHT; i++) {
                values[i] = p.role() == Role.VARIANCE || p.role() == Role.GAMMA
                        ? random.nextFloat(0.5f, 1.5f)
                        : random.nextFloat(-0.5f, 0.5f);
            }
        }
        return weights;
    }

    /** Random images in one array. */
    public static float[] images(Shape shape, int count, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(shape.size() * count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
