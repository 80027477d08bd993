package dev.sartor.executor.quantisation.training;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.quantisation.RangeMethod;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prints the test accuracy of trained networks in int8 without further training, after as many epochs of further training in fp32, and
 * after quantisation-aware training.
 *
 * <p>Arguments: {@code EPOCHS IMAGES DATA MODELS NETWORK.yaml…}. IMAGES is the number of training images, DATA the data set. Each NETWORK.yaml is an architecture file, whose weights
 * are in the folder MODELS.
 */
final class QuantisedTrainingBenchmark {
    private static final int THREADS = 1;
    private static final long SEED = 1;

    private QuantisedTrainingBenchmark() {}

    public static void main(String[] args) {
        System.out.println(
                "| network | weights | fp32 | int8 | further training in fp32, then int8 | trained in int8 | time of"
                        + " this, s |");
        System.out.println("|---|---|---|---|---|---|---|");
        try (Executor executor = new Executor(THREADS)) {
            for (String file : Arrays.asList(args).subList(4, args.length)) {
                Architecture architecture = ArchitectureFile.read(Path.of(file));
                rows(
                        executor,
                        Integer.parseInt(args[0]),
                        open(args[2], architecture),
                        Integer.parseInt(args[1]),
                        Path.of(args[3]),
                        architecture);
            }
        }
    }

    private static Dataset open(String data, Architecture architecture) {
        return Datasets.open(
                data, DatasetOptions.defaults().withShape(architecture.input()).withSeed(SEED));
    }

    private static void rows(
            Executor executor, int epochs, Dataset dataset, int images, Path models, Architecture architecture) {
        Dataset training = dataset.trainingOnly(dataset.train().stratifiedSample(images, SEED));
        Network network = Lowering.lower(architecture.withTask(dataset.task()));
        Weights weights = WeightsFile.read(models.resolve(architecture.name() + ".weights"), network);
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        Recipe recipe = QuantisedTrainer.recipe(Recipe.standard(1), epochs);
        Weights further = Trainer.train(
                        executor, folded.network(), folded.weights(), training, recipe, SEED, TrainingListener.NO_OP)
                .weights();
        for (WeightGranularity granularity : WeightGranularity.values()) {
            var options = new QuantisationOptions(QuantisationOptions.DEFAULT_IMAGES, RangeMethod.MSE, granularity);
            long start = System.nanoTime();
            QuantisedNetwork trained = QuantisedTrainer.train(
                            executor,
                            network,
                            weights,
                            training,
                            recipe,
                            options,
                            SEED,
                            TrainingListener.NO_OP,
                            TrainingOptions.DEFAULTS)
                    .quantised();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "| %s | %s | %.2f | %.2f | %.2f | %.2f | %.0f |%n",
                    architecture.name(),
                    granularity == WeightGranularity.PER_CHANNEL ? "per channel" : "per tensor, equalised",
                    100 * Evaluation.accuracy(executor, network, weights, dataset, dataset.test()),
                    accuracy(executor, quantised(executor, folded, training, options), dataset),
                    accuracy(
                            executor,
                            quantised(executor, new BatchNormFolding(folded.network(), further), training, options),
                            dataset),
                    accuracy(executor, trained, dataset),
                    seconds);
        }
    }

    private static QuantisedNetwork quantised(
            Executor executor, BatchNormFolding folded, Dataset dataset, QuantisationOptions options) {
        return PostTrainingQuantisation.quantise(executor, folded, dataset, dataset.normalisation(), SEED, options);
    }

    /** In percent. */
    private static double accuracy(Executor executor, QuantisedNetwork quantised, Dataset dataset) {
        return 100
                * QuantisedEvaluation.score(executor, quantised, dataset, dataset.test())
                        .accuracy();
    }
}
