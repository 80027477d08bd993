package dev.sartor.executor.plan;

import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Prints the memory and the time of a forward pass with batch statistics, in a plan without a backward pass and in a plan for
 * training. The time includes creating and closing the plan, as in the evaluation of a supernet's networks.
 *
 * <p>Arguments: {@code THREADS ROUNDS}. Printed are medians over ROUNDS passes.
 */
final class BatchStatisticsBenchmark {
    private static final int IMAGES = 16;
    private static final int WARM_UP_ROUNDS = 30;
    private static final long SEED = 0;

    /** The layers of a block are computed for all channels at once. */
    private static final int ONE_GROUP = 1;

    /** Indices of the plans. */
    private static final int TRAINING = 0;

    private static final int FORWARD_ONLY = 1;
    private static final int INFERENCE = 2;

    private BatchStatisticsBenchmark() {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[1]);
        System.out.println(
                "| network | training plan, MB | forward-only plan, MB | inference plan, MB | training plan, ms"
                        + " | forward-only plan, ms |");
        System.out.println("|---|---|---|---|---|---|");
        try (var executor = new Executor(Integer.parseInt(args[0]))) {
            Stream.of("small28", "refnet").forEach(name -> row(executor, name, BenchmarkNetworks.named(name), rounds));
            var mobileNet = Presets.byName("mobilenet-v2").architecture().withInput(new Shape(3, 224, 224));
            row(executor, "mobilenet-v2 at 224", Lowering.lower(mobileNet), rounds);
        }
    }

    private static void row(Executor executor, String name, Network network, int rounds) {
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        float[] images = TestNetworks.floats(
                TestNetworks.randomValues(IMAGES * network.input().size(), 2));
        double[][] ms = new double[2][rounds];
        double[] bytes = new double[3];
        for (int r = -Math.min(WARM_UP_ROUNDS, rounds); r < rounds; r++) {
            for (int kind = 0; kind < 2; kind++) {
                long start = System.nanoTime();
                try (ExecutionPlan plan = kind == TRAINING
                        ? ExecutionPlan.training(executor, network, IMAGES)
                        : ExecutionPlan.batchStatistics(executor, network, IMAGES)) {
                    plan.forward(weights, images, IMAGES, SEED);
                    bytes[kind] = plan.bytes();
                }
                // warm-up rounds are negative; round 0 overwrites their time
                ms[kind][Math.max(0, r)] = (System.nanoTime() - start) * 1e-6;
            }
        }
        try (ExecutionPlan plan = ExecutionPlan.inference(executor, network, IMAGES, ONE_GROUP)) {
            bytes[INFERENCE] = plan.bytes();
        }
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                bytes[TRAINING] / 1e6,
                bytes[FORWARD_ONLY] / 1e6,
                bytes[INFERENCE] / 1e6,
                median(ms[TRAINING]),
                median(ms[FORWARD_ONLY]));
    }

    private static double median(double[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
