package dev.sartor.supernet;

import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Benchmark of a training step with shared weights, compared with a plain step of the same network. The step with shared weights also
 * copies the network's part of the weights, makes a new plan and adds the gradients to the shared tensors. The networks are random ones of
 * small-28, the batches have 64 images, and the variants alternate. Prints the median (and the range) of the ratios.
 *
 * <p>Arguments: {@code THREADS NETWORKS}, the number of threads and of networks.
 */
final class SupernetStepBenchmark {
    private static final SearchSpace SPACE = SpaceFile.find("small-28");
    private static final int BATCH = 64;
    private static final int STEPS = 12;
    /** Warm-up steps of each variant, which are not timed. */
    private static final int WARM_UP = 960;

    private static final double WEIGHT_DECAY = 1e-4;
    private static final double LEARNING_RATE = 1e-4;
    private static final double NO_DROP_PATH = 0;
    private static final double FULL_WEIGHT = 1;
    private static final int ONE_EPOCH = 1;
    private static final int EPOCH = 0;
    private static final int ROUNDS = 3;
    private static final long SEED = 1;
    private static final int NETWORKS_SEED = 3;
    private static final int WARM_UP_SEED = 4;
    private static final Optimiser.Sgd SGD = Optimiser.sgd(WEIGHT_DECAY);

    private final Executor executor;
    private final Dataset data;
    private final SharedWeights shared = SharedWeights.initial(SPACE, new SplittableRandom(1));
    private final SharedSgd sgd = new SharedSgd(shared, SGD);
    private final BatchSource batches;

    private SupernetStepBenchmark(Executor executor) {
        this.executor = executor;
        Dataset shapes = Datasets.open(
                "shapes:train=" + BATCH * STEPS * 2 + ",validation=20,test=20", DatasetOptions.defaults());
        data = shapes.trainingOnly(shapes.train().slice(0, BATCH * STEPS));
        batches = new BatchSource(
                executor, data, SupernetRecipe.standard(ONE_EPOCH).withBatchSize(BATCH), SEED);
    }

    public static void main(String[] args) {
        try (var executor = new Executor(Integer.parseInt(args[0]))) {
            var benchmark = new SupernetStepBenchmark(executor);
            List<Genome> genomes = TinySupernet.genomes(SPACE, Integer.parseInt(args[1]), NETWORKS_SEED);
            benchmark.warmUp();
            double[] ratios =
                    genomes.stream().mapToDouble(benchmark::ratio).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%d threads, %d networks: shared over plain %.3f (%.3f to %.3f)%n",
                    executor.threads(),
                    ratios.length,
                    ratios[ratios.length / 2],
                    ratios[0],
                    ratios[ratios.length - 1]);
        }
    }

    /** Runs steps until the JVM has compiled the code, as it has for nearly all of the tens of thousands of steps of a training. */
    private void warmUp() {
        TinySupernet.genomes(SPACE, WARM_UP / STEPS, WARM_UP_SEED).forEach(genome -> {
            plainSteps(genome);
            sharedSteps(genome);
        });
    }

    private double ratio(Genome genome) {
        double[] plainSeconds = new double[ROUNDS];
        double[] sharedSeconds = new double[ROUNDS];
        for (int i = 0; i < plainSeconds.length; i++) {
            plainSeconds[i] = seconds(() -> plainSteps(genome));
            sharedSeconds[i] = seconds(() -> sharedSteps(genome));
        }
        double ratio = Arrays.stream(sharedSeconds).min().orElseThrow()
                / Arrays.stream(plainSeconds).min().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%s %.2f ms plain, ratio %.3f%n",
                SPACE.format(genome),
                1000 * Arrays.stream(plainSeconds).min().orElseThrow() / STEPS,
                ratio);
        return ratio;
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) * 1e-9;
    }

    private void plainSteps(Genome genome) {
        SubNetwork sub = shared.subnet(genome);
        var recipe = Recipe.standard(ONE_EPOCH)
                .withBatchSize(BATCH)
                .withOptimiser(SGD)
                .withAugmentation(AugmentationPolicy.NONE)
                .withLearningRate(LEARNING_RATE);
        Trainer.train(executor, sub.network(), shared.copyWeights(sub), data, recipe, SEED, TrainingListener.NO_OP);
    }

    private void sharedSteps(Genome genome) {
        for (int b = 0; b < batches.batchesPerEpoch(); b++) {
            batches.moveTo(EPOCH, b);
            SubNetwork sub = shared.subnet(genome);
            Batch batch = batches.batch(sub.network().input());
            try (var pass = new TrainingPass(executor, sub.network(), data.task(), batches.batchSize(), NO_DROP_PATH)) {
                pass.run(shared.copyWeights(sub), batch.nchw(), batch.targets(), batches.batchSize(), b);
                sgd.add(sub, pass.gradients(), FULL_WEIGHT);
            }
            sgd.step(executor, LEARNING_RATE);
        }
    }
}
