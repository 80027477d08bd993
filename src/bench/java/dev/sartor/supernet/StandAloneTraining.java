package dev.sartor.supernet;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures the accuracies with which {@link SupernetRankingBenchmark} compares those of a supernet. The {@link StandAloneNetworks} are
 * trained one by one with one recipe on the same 20,000 training images. They are evaluated on all other images (the other training
 * images, validation and test), since 10,000 test images are too few to distinguish the networks.
 *
 * <p>Arguments: {@code ROWS.csv DATA THREADS SEED… [KEY=VALUE…]}. Each training appends a row to ROWS.csv. Rows that the file already has
 * are not computed again. An interrupted training continues after its last complete epoch; its column of seconds has the time since then.
 * DATA is a data set, optionally followed by {@code @} and the number of training images. All networks are trained once with each SEED. The
 * keys are those of {@link StandAloneNetworks}.
 */
final class StandAloneTraining {
    private static final int TRAINING_IMAGES = 20_000;
    private static final String HEADER = "genome,seed,macs,params,validation,test,unseen,seconds";
    private static final long IMAGE_SEED = 1;
    private static final int EPOCHS = 8;
    private static final double LEARNING_RATE = 0.1;
    private static final Recipe RECIPE = Recipe.standard(EPOCHS).withLearningRate(LEARNING_RATE);

    /** Positions in the list of images that {@link #unseen} returns. */
    private static final int VALIDATION = 1;

    private static final int TEST = 2;

    private StandAloneTraining() {}

    /** @param text a data set, optionally followed by {@code @} and the number of training images */
    static Dataset data(String text) {
        String[] parts = text.split("@");
        int images = parts.length > 1 ? Integer.parseInt(parts[1]) : TRAINING_IMAGES;
        Dataset all = Datasets.open(parts[0], DatasetOptions.defaults());
        return Dataset.of(
                all.name(),
                all.classes(),
                all.train().stratifiedSample(images, IMAGE_SEED),
                all.validation(),
                all.test(),
                all.mirrorable());
    }

    /**
     * All images of the data set that are not among the training images of {@link #data}: the other training images, those of validation,
     * and those of the test.
     */
    static List<Images> unseen(String text) {
        Images training = data(text).train();
        Dataset all = Datasets.open(text.split("@")[0], DatasetOptions.defaults());
        Set<ByteBuffer> trainingPixels = new HashSet<>();
        IntStream.range(0, training.count()).forEach(i -> trainingPixels.add(pixels(training, i)));
        Images rest = all.train()
                .subset(IntStream.range(0, all.train().count())
                        .filter(i -> !trainingPixels.contains(pixels(all.train(), i)))
                        .toArray());
        return List.of(rest, all.validation(), all.test());
    }

    private static ByteBuffer pixels(Images images, int i) {
        byte[] copy = new byte[images.imageBytes()];
        images.copyPixels(i, copy, 0);
        return ByteBuffer.wrap(copy);
    }

    public static void main(String[] args) throws IOException {
        Path rows = Path.of(args[0]);
        Dataset data = data(args[1]);
        List<Images> unseen = unseen(args[1]);
        if (!Files.exists(rows)) {
            Files.writeString(rows, HEADER + "\n");
        }
        List<String> settings =
                List.of(args).stream().skip(3).filter(a -> a.contains("=")).toList();
        StandAloneNetworks networks = StandAloneNetworks.parse(settings);
        List<String> seeds =
                List.of(args).stream().skip(3).filter(a -> !a.contains("=")).toList();
        try (var executor = new Executor(Integer.parseInt(args[2]))) {
            for (String seed : seeds) {
                for (Genome genome : networks.genomes()) {
                    String start = networks.space().format(genome) + "," + seed + ",";
                    if (Files.readAllLines(rows).stream().noneMatch(row -> row.startsWith(start))) {
                        Path checkpoint =
                                rows.resolveSibling(rows.getFileName() + "." + start.replace(',', '.') + "bin");
                        String row = start
                                + train(
                                        executor,
                                        networks.space().decode(genome),
                                        data,
                                        unseen,
                                        Long.parseLong(seed),
                                        checkpoint);
                        Files.writeString(rows, row + "\n", StandardOpenOption.APPEND);
                        Files.deleteIfExists(checkpoint);
                    }
                }
            }
        }
    }

    /** Trains a network; returns the cells of its row from the MACs on. */
    private static String train(
            Executor executor,
            Architecture architecture,
            Dataset data,
            List<Images> unseen,
            long seed,
            Path checkpoint) {
        Network network = Lowering.lower(architecture);
        Dataset trainingOnly = data.trainingOnly(data.train());
        long begin = System.nanoTime();
        Weights weights = Trainer.train(
                        executor,
                        network,
                        Weights.initial(network, new SplittableRandom(seed)),
                        trainingOnly,
                        RECIPE,
                        seed,
                        TrainingListener.NO_OP,
                        TrainingOptions.DEFAULTS.withCheckpoint(checkpoint))
                .weights();
        double seconds = (System.nanoTime() - begin) * 1e-9;
        double[] accuracies = unseen.stream()
                .mapToDouble(i -> Evaluation.accuracy(executor, network, weights, data, i))
                .toArray();
        double correct = IntStream.range(0, accuracies.length)
                .mapToDouble(i -> accuracies[i] * unseen.get(i).count())
                .sum();
        return String.format(
                Locale.ROOT,
                "%d,%d,%.5f,%.5f,%.5f,%.1f",
                network.macs(),
                network.params(),
                accuracies[VALIDATION],
                accuracies[TEST],
                correct / unseen.stream().mapToInt(Images::count).sum(),
                seconds);
    }
}
