package dev.sartor.executor;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Prints how many images a second a training step and an inference take, the median of repeats after a warm-up. Not a
 * test: run its main with {@code threads seconds [network …]}. See the README beside it.
 */
final class ExecutorBenchmark {
    private static final int BATCH = 64;

    private ExecutorBenchmark() {
    }

    /** The reference network of the comparison with PyTorch, and two that are typical of 28 x 28 spaces. */
    static Map<String, Network> networks() {
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("refnet", network("refnet", new Shape(3, 32, 32), 16, 1, 320, "ds_r1_k3_s1_c16_nr6",
                "ir_r2_k3_s1_e6_c24_nr6", "ir_r2_k3_s2_e6_c32_nr6", "ir_r3_k3_s2_e6_c64_nr6", "ir_r2_k3_s1_e6_c96_nr6"));
        networks.put("small28", network("small28", new Shape(1, 28, 28), 16, 1, 128, "ds_r1_k3_s2_c16_nr6",
                "ir_r2_k5_s1_e4_c24_nr6", "ir_r2_k3_s2_e4_c40_nr6", "ir_r1_k3_s1_e4_c64_nr6"));
        networks.put("mixed28", network("mixed28", new Shape(1, 28, 28), 16, 2, 160, "er_r1_k3_s1_e4_c24_nre",
                "ir_r2_k5_s1_e3_c24_se0.25_nhs", "er_r1_k3_s2_e4_c40_nre", "ir_r2_k5_s1_e6_c48_nhs"));
        return networks;
    }

    private static Network network(String name, Shape input, int stem, int stride, int head, String... blocks) {
        return Lowering.lower(new Architecture(name, input, new Stem(3, stride, stem, Activation.RELU6),
                Arrays.stream(blocks).flatMap(b -> BlockStrings.parse(b, BlockStrings.Defaults.NONE).stream()).toList(),
                new Head.Classifier(head, 0, 10, Activation.RELU6, 0)));
    }

    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        double seconds = Double.parseDouble(args[1]);
        List<String> wanted = List.of(args).subList(2, args.length);
        try (var executor = new Executor(threads)) {
            System.out.printf("kernels %s, %d threads, batch %d%n", executor.kernelName(), threads, BATCH);
            networks().forEach((name, network) -> {
                if (wanted.isEmpty() || wanted.contains(name)) {
                    measure(executor, network, seconds);
                }
            });
        }
    }

    private static void measure(Executor executor, Network network, double seconds) {
        var random = new SplittableRandom(1);
        Weights weights = Weights.initial(network, random);
        float[] images = Nets.floats(Nets.values(BATCH * network.input().size(), 2));
        int[] labels = random.ints(BATCH, 0, 10).toArray();
        Plan plan = Plan.training(executor, network, BATCH);
        var sgd = new Sgd(network, Recipe.standard(1));
        var loss = new SoftmaxLoss(10, 0);
        float[] logits = new float[BATCH * 10];
        float[] gradient = new float[BATCH * 10];
        Times train = time(seconds, () -> {
            plan.forward(weights, images, BATCH, 1);
            plan.readOutput(logits, 0);
            loss.judge(logits, labels, BATCH, gradient);
            plan.giveGradient(gradient);
            plan.backward();
            sgd.step(executor, weights, plan.gradients(), 0.001);
        });
        var inference = new Inference(executor, network, weights, BATCH);
        Times infer = time(seconds, () -> inference.run(images, BATCH));
        System.out.printf("%-8s %6.2f M MACs  train %s%n%23s infer %s%n", network.name(), network.macs() * 1e-6,
                train.text(BATCH), "", infer.text(BATCH));
    }

    /** Of the second half of the repeats that fit into so many seconds. */
    private record Times(double median, double least) {
        String text(int images) {
            return "%7.1f images/s (median %6.2f ms, least %6.2f)".formatted(images / median, median * 1e3, least * 1e3);
        }
    }

    private static Times time(double seconds, Runnable step) {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || times.size() < 4) {
            long start = System.nanoTime();
            step.run();
            times.add((System.nanoTime() - start) * 1e-9);
        }
        List<Double> late = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return new Times(late.get(late.size() / 2), late.getFirst());
    }
}
