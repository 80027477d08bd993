package dev.sartor.cli.output;

import dev.sartor.base.file.AppendLog;
import dev.sartor.cli.option.RangeConverters;
import dev.sartor.cli.option.RecipeOptions;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Benchmark: trains one network on Fashion-MNIST, once per seed, and appends a line of CSV for each training. Trainings that the
 * CSV file contains are skipped; an interrupted training continues. Results: {@code results/executor/fashion-mnist.md}.
 *
 * <p>Arguments: {@code ARCHITECTURE.yaml --data DATA --csv FILE [--seeds N,…] [--images N] [--threads N] [--final]} and the options of a
 * recipe of {@code sartor train}. DATA is the folder of Fashion-MNIST, FILE the CSV file. {@code --images} is the number of training
 * images. Without {@code --final}, the run serves to choose a recipe: a tenth of the training images are validation images, and the test
 * images are not used. With it, a thousandth are validation images, and the test accuracy is measured.
 */
@Command(name = "fashion-mnist-training")
final class FashionMnistTraining implements Runnable {
    private static final String HEADER = "engine,stage,architecture,recipe,seed,images,validation,test";
    private static final double VALIDATION_SHARE = 0.1;
    private static final double MIN_VALIDATION_SHARE = 0.001;
    private static final long SAMPLE_SEED = 1;

    @Parameters(paramLabel = "ARCHITECTURE")
    private Path file;

    @Mixin
    private RecipeOptions recipe;

    @Option(names = "--data", required = true)
    private String data;

    @Option(names = "--csv", required = true)
    private Path csv;

    @Option(names = "--seeds", split = ",", defaultValue = "1")
    private List<Long> seeds;

    @Option(names = "--images")
    private Optional<Integer> images;

    @Option(names = "--threads", defaultValue = "1")
    private int threads;

    @Option(names = "--final")
    private boolean isFinal;

    public static void main(String[] args) {
        var command = new CommandLine(new FashionMnistTraining());
        RangeConverters.install(command);
        System.exit(command.execute(args));
    }

    /** The recipe that the options give. */
    private Recipe trainingRecipe() {
        return recipe.recipe().recipe();
    }

    @Override
    public void run() {
        Dataset all = Datasets.open(
                data, DatasetOptions.defaults().withHoldOutShare(isFinal ? MIN_VALIDATION_SHARE : VALIDATION_SHARE));
        Dataset dataset = images.map(n -> Dataset.of(
                        all.name(),
                        all.classes(),
                        all.train().stratifiedSample(n, SAMPLE_SEED),
                        all.validation(),
                        all.test(),
                        all.mirrorable()))
                .orElse(all);
        Network network = Lowering.lower(ArchitectureFile.read(file));
        System.out.printf(
                Locale.ROOT,
                "%s: %d MACs, %d parameters; %s%n",
                network.name(),
                network.macs(),
                network.params(),
                trainingRecipe());
        try (var executor = new Executor(threads)) {
            seeds.forEach(seed -> train(executor, network, dataset, seed));
        }
    }

    private void train(Executor executor, Network network, Dataset dataset, long seed) {
        String key = "sartor,%s,%s,\"%s\",%d,%d,"
                .formatted(
                        isFinal ? "final" : "choice",
                        network.name(),
                        trainingRecipe(),
                        seed,
                        dataset.train().count());
        if (lines().stream().anyMatch(line -> line.startsWith(key))) {
            return;
        }
        Path state = csv.resolveSibling("%s-%08x.state".formatted(network.name(), key.hashCode()));
        Weights start = Weights.initial(network, new SplittableRandom(seed));
        var progress =
                new ConsoleProgress(new PrintWriter(System.err, true), ConsoleProgress.Mode.PLAIN, System::nanoTime);
        progress.phase("seed " + seed + ", " + dataset.train().count() + " images");
        Weights trained = Trainer.train(
                        executor,
                        network,
                        start,
                        dataset,
                        trainingRecipe(),
                        seed,
                        new TrainingProgress(progress),
                        TrainingOptions.DEFAULTS.withCheckpoint(state))
                .weights();
        String test = isFinal ? accuracy(executor, network, trained, dataset, dataset.test()) : "";
        append(key + accuracy(executor, network, trained, dataset, dataset.validation()) + "," + test);
        delete(state);
    }

    private static String accuracy(
            Executor executor, Network network, Weights weights, Dataset dataset, Images images) {
        return String.format(Locale.ROOT, "%.4f", Evaluation.accuracy(executor, network, weights, dataset, images));
    }

    private List<String> lines() {
        try {
            return Files.exists(csv) ? Files.readAllLines(csv) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String line) {
        boolean fresh = lines().isEmpty();
        try (AppendLog log = AppendLog.open(csv)) {
            if (fresh) {
                log.append(HEADER);
            }
            log.append(line);
        }
        System.out.println(line);
    }

    private static void delete(Path state) {
        try {
            Files.deleteIfExists(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
