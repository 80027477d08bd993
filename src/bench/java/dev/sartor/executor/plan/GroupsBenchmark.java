package dev.sartor.executor.plan;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Prints the memory and the time of the inference of one image by an inverted residual that is computed in G groups of channels, and the
 * memory by the formula of arXiv 1801.04381, section 5.1.
 *
 * <p>Arguments: {@code ROUNDS BLOCK…}. Each BLOCK is the name of a block in BenchmarkNetworks. Times are medians over ROUNDS.
 */
final class GroupsBenchmark {
    private static final List<Integer> GROUPS = List.of(1, 2, 3, 4, 5, 8, 16);
    private static final int WARM_UP_REPEATS = 1500;
    private static final int REPEATS = 60;
    private static final int THREADS = 1;
    private static final int ONE_IMAGE = 1;
    private static final long WEIGHTS_SEED = 1;
    private static final long IMAGE_SEED = 2;

    private GroupsBenchmark() {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        System.out.println(
                "| block | G | memory by the formula, KB | measured, KB | saved against G = 1 by the formula, KB"
                        + " | saved, measured, KB | time, ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        Stream.of(args).skip(1).forEach(name -> rows(name, BenchmarkNetworks.named(name), rounds));
    }

    private static void rows(String name, Network network, int rounds) {
        // the kernels compute a panel of two blocks of 16 channels at once, so there are at most as many groups as
        // panels
        long panels = (Tile.blocks(expanded(network).channels()) + 1) / 2;
        List<GroupedInference> inferences = GROUPS.stream()
                .filter(g -> g <= panels)
                .map(g -> new GroupedInference(network, g))
                .toList();
        inferences.forEach(i -> i.medianMs(WARM_UP_REPEATS));
        double[][] ms = new double[inferences.size()][rounds];
        for (int r = 0; r < rounds; r++) {
            for (int i = 0; i < ms.length; i++) {
                ms[i][r] = inferences.get(i).medianMs(REPEATS);
            }
        }
        GroupedInference ungrouped = inferences.getFirst();
        for (int i = 0; i < ms.length; i++) {
            GroupedInference inference = inferences.get(i);
            System.out.printf(
                    "| %s | %d | %.0f | %.0f | %.0f | %.0f | %.3f |%n",
                    name,
                    inference.groups,
                    inference.formulaBytes() / 1e3,
                    inference.bytes() / 1e3,
                    (ungrouped.formulaBytes() - inference.formulaBytes()) / 1e3,
                    (ungrouped.bytes() - inference.bytes()) / 1e3,
                    median(ms[i]));
        }
        inferences.forEach(GroupedInference::close);
    }

    /** The shape of the expanded tensor, the output of the depthwise convolution. */
    private static Shape expanded(Network network) {
        return network.layers().stream()
                .filter(l -> l.op() instanceof Op.Conv c && c.depthwise())
                .findFirst()
                .orElseThrow()
                .output();
    }

    private static double median(double[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    /** An inference in a given number of groups, on one thread. */
    private static final class GroupedInference implements AutoCloseable {
        private final Executor executor = new Executor(THREADS);
        private final Network network;
        private final int groups;
        private final Inference inference;
        private final float[] image;

        GroupedInference(Network network, int groups) {
            this.network = network;
            this.groups = groups;
            inference = new Inference(
                    executor, network, Weights.initial(network, new SplittableRandom(WEIGHTS_SEED)), ONE_IMAGE, groups);
            image = TestNetworks.floats(
                    TestNetworks.randomValues(network.input().size(), IMAGE_SEED));
        }

        double medianMs(int repeats) {
            double[] ms = new double[repeats];
            Arrays.setAll(ms, _ -> {
                long start = System.nanoTime();
                inference.run(image, ONE_IMAGE);
                return (System.nanoTime() - start) * 1e-6;
            });
            return median(ms);
        }

        long bytes() {
            return inference.peakBytes();
        }

        double formulaBytes() {
            return (network.input().size()
                            + network.output().size()
                            + (double) expanded(network).size() / groups)
                    * Float.BYTES;
        }

        @Override
        public void close() {
            inference.close();
            executor.close();
        }
    }
}
