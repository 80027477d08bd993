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
 * Prints the accuracy of a candidate of a search after trainings of different numbers of steps on few images, measured on many others,
 * and the CPU time of each training, as rows of a Markdown table: images, seed, minimum number of steps, batch size, epochs, accuracy,
 * billions of multiply-accumulates, CPU seconds.
 *
 * <p>Arguments: {@code SPACE DATA IMAGES SEED STEPS…}. The network is a random one of SPACE. It is trained on IMAGES training images of
 * DATA. SEED decides the images, the network and its weights. There is a training, and a row, for each minimum number of STEPS.
 */
final class FewImagesBenchmark {
    private static final int EVALUATED_IMAGES = 2000;
    private static final long EVALUATED_SEED = 0;
    private static final int THREADS = 1;
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
        Images evaluated = all.test().stratifiedSample(EVALUATED_IMAGES, EVALUATED_SEED);
        Dataset few = all.trainingOnly(all.train().stratifiedSample(count, seed));
        Network network = Lowering.lower(space.decode(space.sample(new SplittableRandom(seed))));
        try (var executor = new Executor(THREADS)) {
            for (String steps : Arrays.copyOfRange(args, 4, args.length)) {
                int epochsBeforeAdaptation = 1;
                boolean adaptBatch = true;
                boolean adaptEpochs = true;
                Recipe recipe = new RecipeChoice(
                                CandidateSettings.DEFAULT.recipe(epochsBeforeAdaptation),
                                adaptBatch,
                                adaptEpochs,
                                Integer.parseInt(steps))
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
                        Evaluation.accuracy(executor, network, weights, few, evaluated),
                        macs * 1e-9,
                        seconds);
            }
        }
    }
}
