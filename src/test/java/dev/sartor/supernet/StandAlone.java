package dev.sartor.supernet;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.data.OpenOptions;
import dev.sartor.executor.Evaluation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Recipe;
import dev.sartor.executor.Score;
import dev.sartor.executor.Trainer;
import dev.sartor.executor.TrainingListener;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The truth that {@link RankingBenchmark} ranks against: random architectures of small-28, each trained alone by one recipe
 * on the same training images of Fashion-MNIST. Run its main with {@code rows.csv data seed [seed …]}; rows that the file
 * has are not made again.
 */
final class StandAlone {
    static final int ARCHITECTURES = 30;
    static final int TRAINING_IMAGES = 20_000;
    static final String HEADER = "genome,seed,macs,params,validation,test,testLoss,seconds";
    private static final long SAMPLE_SEED = 28;
    private static final Recipe RECIPE = Recipe.standard(8).withLearningRate(0.1);

    private StandAlone() {
    }

    static SearchSpace space() {
        return SpaceFile.named("small-28");
    }

    static Dataset data(String folder) {
        return Datasets.open(folder, OpenOptions.defaults().withTrainLimit(TRAINING_IMAGES));
    }

    /** The architectures, drawn uniformly. */
    static List<Genome> sample(SearchSpace space) {
        var random = new SplittableRandom(SAMPLE_SEED);
        List<Genome> genomes = new ArrayList<>();
        while (genomes.size() < ARCHITECTURES) {
            Genome genome = space.sample(random);
            if (!genomes.contains(genome)) {
                genomes.add(genome);
            }
        }
        return genomes;
    }

    public static void main(String[] args) throws IOException {
        Path rows = Path.of(args[0]);
        Dataset data = data(args[1]);
        if (!Files.exists(rows)) {
            Files.writeString(rows, HEADER + "\n");
        }
        SearchSpace space = space();
        try (var executor = new Executor(1)) {
            for (String seed : List.of(args).subList(2, args.length)) {
                for (Genome genome : sample(space)) {
                    String start = space.format(genome) + "," + seed + ",";
                    if (Files.readAllLines(rows).stream().noneMatch(row -> row.startsWith(start))) {
                        String row = start + train(executor, space.decode(genome), data, Long.parseLong(seed));
                        Files.writeString(rows, row + "\n", StandardOpenOption.APPEND);
                    }
                }
            }
        }
    }

    private static String train(Executor executor, Architecture architecture, Dataset data, long seed) {
        Network network = Lowering.lower(architecture);
        Images none = data.validation().slice(0, 0);
        var blind = new Dataset(data.name(), data.classes(), data.train(), none, none, data.normalisation(), data.mirrors(),
                data.hash());
        long begin = System.nanoTime();
        Weights weights = Trainer.train(executor, network, Weights.initial(network, new SplittableRandom(seed)), blind, RECIPE,
                seed, TrainingListener.SILENT).weights();
        double seconds = (System.nanoTime() - begin) * 1e-9;
        Score test = Evaluation.score(executor, network, weights, data.test(), data.normalisation());
        return String.format(Locale.ROOT, "%d,%d,%.5f,%.5f,%.5f,%.1f", network.macs(), network.params(),
                Evaluation.accuracy(executor, network, weights, data.validation(), data.normalisation()), test.accuracy(),
                test.loss(), seconds);
    }
}
