package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.math.KendallTau;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Benchmark of predictors on a space with known accuracies: each is fitted to some random networks and evaluated on all others. Printed
 * are means over several random choices (draws). In the table, medians and expectations per second are numbers of predictions: of medians
 * alone, and of means with their standard deviations.
 *
 * <p>Arguments: {@code SPACE FILE [FIRST_DRAW [DRAWS [LABELS [ABOVE [GOOD [TRIALS]]]]]]}. FILE has the accuracies of networks of SPACE
 * ({@link KnownNetworks}). There are DRAWS (default 20) draws, whose seeds begin at FIRST_DRAW (0). LABELS, to which the predictor is
 * fitted, are {@code mean} (default: the mean of all trainings), {@code first} (one training) or a number: the mean with noise, as of
 * short trainings, where the number is the standard deviation of the logarithm of the error. Only networks above ABOVE (0) % accuracy are
 * used; good networks are those above GOOD (91) %. TRIALS (20,30,50,100,150) are the numbers of networks that the predictor is fitted to.
 *
 * <p>With {@code SPACE FILE models} it compares the Gaussian process and the neural network, fitted to 1,000 and to 2,000 networks.
 */
public final class PredictorBenchmark {
    /** Half the widths of a 90 % and of a 95 % interval, in standard deviations. */
    private static final double NORMAL_90 = 1.645;

    private static final double NORMAL_95 = 1.96;

    /** Bounds of accuracies with noise. */
    private static final double MIN_LABEL = 0.1;

    private static final double MAX_LABEL = 0.999;

    /** The value of LABELS for the mean accuracy of all trainings of a network. */
    private static final String MEAN_OF_TRAININGS = "mean";

    private static final double DEFAULT_GOOD = 0.91;
    private static final String DEFAULT_TRIALS = "20,30,50,100,150";
    private static final int DEFAULT_DRAWS = 20;

    /** In the comparison of models: the accuracy of good networks, the numbers of known networks, and the seed that chooses them. */
    private static final double GOOD_IN_COMPARISON = 0.92;

    private static final int[] KNOWN_IN_COMPARISON = {1000, 2000};
    private static final long COMPARISON_SEED = 0;

    private final SearchSpace space;
    private final GenomeFeatures features;
    private final List<KnownNetworks.Row> all;
    private final String labels;
    private final double good;

    private PredictorBenchmark(SearchSpace space, List<KnownNetworks.Row> all, String labels, double good) {
        this.space = space;
        features = new GenomeFeatures(space);
        this.all = all;
        this.labels = labels;
        this.good = good;
    }

    public static void main(String[] args) throws IOException {
        SearchSpace space = SpaceFile.find(args[0]);
        double above = args.length > 5 ? Double.parseDouble(args[5]) / 100 : 0;
        List<KnownNetworks.Row> all = KnownNetworks.read(Path.of(args[1]), space).stream()
                .filter(row -> row.accuracy() > above)
                .toList();
        System.out.println(all.size() + " different networks\n");
        if (args.length > 2 && args[2].equals("models")) {
            compareModels(space, all);
            return;
        }
        int first = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        int draws = args.length > 3 ? Integer.parseInt(args[3]) : DEFAULT_DRAWS;
        double good = args.length > 6 ? Double.parseDouble(args[6]) / 100 : DEFAULT_GOOD;
        var benchmark = new PredictorBenchmark(space, all, args.length > 4 ? args[4] : MEAN_OF_TRAININGS, good);
        System.out.println("| trainings | Kendall's tau | tau among good networks | held-out RMSE, points | within the"
                + " 90 % interval | leave-one-out: RMSE, tau | trained networks: tau of their own scores, of the"
                + " predictor | fit ms | medians/s | expectations/s |\n|---|---|---|---|---|---|---|---|---|---|");
        for (String trials : (args.length > 7 ? args[7] : DEFAULT_TRIALS).split(",")) {
            benchmark.print(Integer.parseInt(trials), first, draws);
        }
    }

    /** Prints a row of the table: the means over the draws {@code first}, {@code first + 1} and so on. */
    private void print(int trials, int first, int draws) {
        double[][] figures = IntStream.range(first, first + draws)
                .mapToObj(draw -> figures(trials, draw))
                .toArray(double[][]::new);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %.2f | %.1f %% | %.2f, %.3f | %.3f, %.3f | %.0f | %.0f | %.0f |%n",
                trials,
                withInterval(figures, 0),
                withInterval(figures, 1),
                mean(figures, 2),
                mean(figures, 3),
                mean(figures, 4),
                mean(figures, 5),
                mean(figures, 6),
                mean(figures, 7),
                mean(figures, 8),
                mean(figures, 9),
                mean(figures, 10));
    }

    private static double mean(double[][] figures, int column) {
        return Arrays.stream(figures).mapToDouble(f -> f[column]).average().orElseThrow();
    }

    /** The mean over the draws and half the width of its 95 % interval. */
    private static String withInterval(double[][] figures, int column) {
        double mean = mean(figures, column);
        double variance = Arrays.stream(figures)
                        .mapToDouble(f -> (f[column] - mean) * (f[column] - mean))
                        .sum()
                / Math.max(1, figures.length - 1);
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, NORMAL_95 * Math.sqrt(variance / figures.length));
    }

    /** The cells of a row of the table for one draw, from the column of Kendall's tau on. */
    private double[] figures(int trials, int draw) {
        List<KnownNetworks.Row> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(draw));
        List<KnownNetworks.Row> trained = shuffled.subList(0, trials);
        List<KnownNetworks.Row> others = shuffled.subList(trials, shuffled.size());
        // independent of the shuffling
        var random = new Random(~draw);
        List<ScoredGenome> known = trained.stream()
                .map(row -> new ScoredGenome(row.genome(), label(row, random)))
                .toList();
        long start = System.nanoTime();
        GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(features, EvaluationMetric.ACCURACY, known);
        double fitMs = (System.nanoTime() - start) / 1e6;
        List<Genome> genomes = others.stream().map(KnownNetworks.Row::genome).toList();
        double[] truth = accuracies(others);
        double[] medians = new double[truth.length];
        start = System.nanoTime();
        predictor.predict(genomes, medians);
        double mediansPerSecond = truth.length / ((System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        List<PredictedScore> expected = genomes.stream().map(predictor::predict).toList();
        double expectedPerSecond = truth.length / ((System.nanoTime() - start) / 1e9);
        long within = IntStream.range(0, truth.length)
                .filter(i -> Math.abs(expected.get(i).mean() - truth[i])
                        <= NORMAL_90 * expected.get(i).deviation())
                .count();
        Errors errors =
                errors(expected.stream().mapToDouble(PredictedScore::mean).toArray(), truth);
        PredictorQuality quality = predictor.heldOutQuality();
        double[] trainedTruth = accuracies(trained);
        return new double[] {
            errors.tau(),
            errors.tauOfGood(),
            errors.rmsePoints(),
            100.0 * within / truth.length,
            100 * quality.rmse(),
            quality.kendallTau(),
            KendallTau.of(known.stream().mapToDouble(ScoredGenome::score).toArray(), trainedTruth),
            KendallTau.of(
                    known.stream()
                            .mapToDouble(k -> predictor.predict(k.genome()).mean())
                            .toArray(),
                    trainedTruth),
            fitMs,
            mediansPerSecond,
            expectedPerSecond
        };
    }

    /** The accuracy that the predictor is given for a network. */
    private double label(KnownNetworks.Row row, Random random) {
        return switch (labels) {
            case MEAN_OF_TRAININGS -> row.accuracy();
            case "first" -> row.first();
            default ->
                Math.clamp(
                        1 - (1 - row.accuracy()) * Math.exp(Double.parseDouble(labels) * random.nextGaussian()),
                        MIN_LABEL,
                        MAX_LABEL);
        };
    }

    private static double[] accuracies(List<KnownNetworks.Row> rows) {
        return rows.stream().mapToDouble(KnownNetworks.Row::accuracy).toArray();
    }

    /**
     * How far predictions are from the accuracies.
     *
     * @param rmsePoints root mean square error in percentage points
     * @param tau        Kendall's rank correlation
     * @param tauOfGood  the same among the good networks
     */
    private record Errors(double rmsePoints, double tau, double tauOfGood) {}

    private Errors errors(double[] predicted, double[] truth) {
        double square = 0;
        for (int i = 0; i < truth.length; i++) {
            square += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
        }
        int[] top =
                IntStream.range(0, truth.length).filter(i -> truth[i] > good).toArray();
        return new Errors(
                100 * Math.sqrt(square / truth.length),
                KendallTau.of(predicted, truth),
                KendallTau.of(
                        IntStream.of(top).mapToDouble(i -> predicted[i]).toArray(),
                        IntStream.of(top).mapToDouble(i -> truth[i]).toArray()));
    }

    private static void compareModels(SearchSpace space, List<KnownNetworks.Row> all) {
        System.out.println(
                "| known | model | held-out RMSE, points | Kendall's tau | tau among accuracies above 92 % | fit |"
                        + " medians/s |\n|---|---|---|---|---|---|---|");
        var benchmark = new PredictorBenchmark(space, all, MEAN_OF_TRAININGS, GOOD_IN_COMPARISON);
        for (int known : KNOWN_IN_COMPARISON) {
            benchmark.compareModels(known);
        }
    }

    private void compareModels(int known) {
        List<KnownNetworks.Row> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(COMPARISON_SEED));
        List<ScoredGenome> training = shuffled.subList(0, known).stream()
                .map(row -> new ScoredGenome(row.genome(), row.accuracy()))
                .toList();
        List<KnownNetworks.Row> others = shuffled.subList(known, shuffled.size());
        compare(
                "Gaussian process",
                known,
                () -> GaussianProcessPredictor.fit(features, EvaluationMetric.ACCURACY, training),
                others);
        long seed = 1;
        int threads = 1;
        compare(
                "MLP",
                known,
                () -> MlpPredictor.fit(space.genes(), EvaluationMetric.ACCURACY, training, seed, threads),
                others);
    }

    private void compare(String name, int known, Supplier<FittedPredictor> fit, List<KnownNetworks.Row> others) {
        long start = System.nanoTime();
        try (FittedPredictor model = fit.get()) {
            double fitSeconds = (System.nanoTime() - start) / 1e9;
            double[] predicted = new double[others.size()];
            start = System.nanoTime();
            model.predict(others.stream().map(KnownNetworks.Row::genome).toList(), predicted);
            double perSecond = predicted.length / ((System.nanoTime() - start) / 1e9);
            Errors errors = errors(predicted, accuracies(others));
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s | %.2f | %.3f | %.3f | %.1f s | %.0f |%n",
                    known,
                    name,
                    errors.rmsePoints(),
                    errors.tau(),
                    errors.tauOfGood(),
                    fitSeconds,
                    perSecond);
        }
    }
}
