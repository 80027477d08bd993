package dev.sartor.accuracy;

import com.sun.management.OperatingSystemMXBean;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Prints the accuracy of a candidate of a search after trainings of different numbers of steps on few images, judged by many others,
 * and the CPU time of each training, as rows of a Markdown table. The seed decides the images, the network and its weights. Run its main
 * with {@code SPACE DATA IMAGES SEED STEPS…}; see {@code src/bench/README.md}.
 */
final class FewImagesBenchmark {
    private static final int JUDGED_IMAGES = 2000;
    /** Multiply-accumulates of a training step, relative to those of an inference. */
    private static final int TRAINING_COST = 3;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private FewImagesBenchmark() {}

    public static void main(String[] args) {
        SearchSpace space = SpaceFile.find(args[0]);
        Dataset all = Datasets.open(args[1], DatasetOptions.defaults());
        int count = Integer.parseInt(args[2]);
        long seed = Long.parseLong(args[3]);
        Images judged = all.test().stratifiedSample(JUDGED_IMAGES, 0);
        Dataset few = all.trainingOnly(all.train().stratifiedSample(count, seed));
        Network network = Lowering.lower(space.decode(space.sample(new SplittableRandom(seed))));
        try (var executor = new Executor(1)) {
            for (String steps : Arrays.copyOfRange(args, 4, args.length)) {
                // RecipeChoice: recipe, the batch size adapts, the epochs adapt, least number of steps
                Recipe recipe = new RecipeChoice(
                                CandidateSettings.DEFAULT.recipe(1), true, true, Integer.parseInt(steps))
                        .forImages(count);
                long start = SYSTEM.getProcessCpuTime();
                Weights weights = Trainer.train(
                                executor,
                                network,
                                Weights.initial(network, new SplittableRandom(seed)),
                                few,
                                recipe,
                                seed,
                                TrainingListener.NO_OP,
                                TrainingOptions.DEFAULTS)
                        .weights();
                double seconds = (SYSTEM.getProcessCpuTime() - start) * 1e-9;
                double macs = (double) TRAINING_COST * network.macs() * count * recipe.epochs();
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %d | %s | %d | %d | %.3f | %.0f | %.1f |%n",
                        count,
                        seed,
                        steps,
                        recipe.batchSize(),
                        recipe.epochs(),
                        Evaluation.accuracy(executor, network, weights, few, judged),
                        macs * 1e-9,
                        seconds);
            }
        }
    }
}
