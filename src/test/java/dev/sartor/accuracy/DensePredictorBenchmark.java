package dev.sartor.accuracy;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Inference;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How many candidates a second a predictor of the size of Once-for-All's (128-400-400-400-1, arXiv 1908.09791) answers on the
 * executor, from 0/1 features to answers, 4096 at a time. Arguments: threads, seconds.
 */
public final class DensePredictorBenchmark {
    private static final int[] WIDTHS = {128, 400, 400, 400, 1};
    private static final int AT_ONCE = 4096;

    private DensePredictorBenchmark() {
    }

    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        double seconds = Double.parseDouble(args[1]);
        Network network = network();
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        var random = new SplittableRandom(2);
        float[] features = new float[AT_ONCE * WIDTHS[0]];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextInt(6) == 0 ? 1 : 0;
        }
        try (Executor executor = new Executor(threads)) {
            rate(executor, network, weights, features, seconds / 2);
            System.out.printf(Locale.ROOT, "%d threads, %s: %.0f candidates/s%n", threads, executor.kernelName(),
                    rate(executor, network, weights, features, seconds));
        }
    }

    private static double rate(Executor executor, Network network, Weights weights, float[] features, double seconds) {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            Inference.logits(executor, network, weights, features, AT_ONCE);
            done += AT_ONCE;
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private static Network network() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(0, "input", new Op.Input(), List.of(), new Shape(WIDTHS[0], 1, 1)));
        for (int i = 1; i < WIDTHS.length; i++) {
            int last = layers.size() - 1;
            layers.add(new Layer(last + 1, "dense" + i, new Op.Linear(WIDTHS[i - 1], WIDTHS[i]), List.of(last), new Shape(WIDTHS[i], 1, 1)));
            if (i < WIDTHS.length - 1) {
                layers.add(new Layer(last + 2, "relu" + i, new Op.Activate(Op.Function.RELU), List.of(last + 1), new Shape(WIDTHS[i], 1, 1)));
            }
        }
        return new Network("predictor", layers, List.of());
    }
}
