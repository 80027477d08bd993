package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.math.KendallTau;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Benchmark of the quality and speed of predictors on NAS-Bench-Macro, whose accuracies are all known: the
 * Gaussian process fitted to 20 to 150 random networks and evaluated on all others, mean of twenty samples; both models fitted to
 * 1000 and 2000 networks, one sample. Argument: the CSV file of NAS-Bench-Macro.
 */
public final class PredictorBenchmark {
    private static final int SAMPLES = 20;

    private PredictorBenchmark() {}

    public static void main(String[] args) throws IOException {
        SearchSpace space = SpaceFile.find("nas-bench-macro");
        List<ScoredGenome> networks = rows(Path.of(args[0]), space);
        System.out.println(networks.size() + " different networks\n");
        System.out.println(
                "| known networks | held-out RMSE, points | held-out Kendall's tau | held-out tau of the networks"
                    + " above 92 % | leave-one-out: RMSE, tau | held-out errors within 2 predicted standard deviations"
                    + " | fit, ms | medians per second | means and deviations per second |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int knownCount : new int[] {20, 30, 50, 100, 150}) {
            double[] sums = new double[9];
            for (int seed = 0; seed < SAMPLES; seed++) {
                double[] figures = figures(space, networks, knownCount, seed);
                IntStream.range(0, sums.length).forEach(i -> sums[i] += figures[i] / SAMPLES);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %.3f | %.3f | %.2f, %.3f | %.1f %% | %.0f | %.0f | %.0f |%n",
                    knownCount,
                    sums[0],
                    sums[1],
                    sums[2],
                    sums[3],
                    sums[4],
                    sums[5],
                    sums[6],
                    sums[7],
                    sums[8]);
        }
        System.out.println("\n| known networks | model | held-out RMSE, points | held-out Kendall's tau"
                + " | held-out tau of the networks above 92 % | time of the fit | medians per second |");
        System.out.println("|---|---|---|---|---|---|---|");
        compare(space, networks, 1000);
        compare(space, networks, 2000);
    }

    private static double[] figures(SearchSpace space, List<ScoredGenome> networks, int knownCount, int seed) {
        List<ScoredGenome> shuffled = new ArrayList<>(networks);
        Collections.shuffle(shuffled, new Random(seed));
        List<ScoredGenome> others = shuffled.subList(knownCount, shuffled.size());
        long start = System.nanoTime();
        GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(
                new GenomeFeatures(space), EvaluationMetric.ACCURACY, shuffled.subList(0, knownCount));
        double fitMs = (System.nanoTime() - start) / 1e6;
        List<Genome> genomes = others.stream().map(ScoredGenome::genome).toList();
        double[] accuracies = others.stream().mapToDouble(ScoredGenome::score).toArray();
        double[] medians = new double[accuracies.length];
        start = System.nanoTime();
        predictor.predict(genomes, medians);
        double mediansPerSecond = accuracies.length / ((System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        List<PredictedScore> expected = genomes.stream().map(predictor::predict).toList();
        double expectedPerSecond = accuracies.length / ((System.nanoTime() - start) / 1e9);
        int within = 0;
        for (int i = 0; i < accuracies.length; i++) {
            within += Math.abs(expected.get(i).mean() - accuracies[i])
                            <= 2 * expected.get(i).deviation()
                    ? 1
                    : 0;
        }
        double[] errors =
                errors(expected.stream().mapToDouble(PredictedScore::mean).toArray(), accuracies);
        PredictorQuality quality = predictor.heldOutQuality();
        return new double[] {
            errors[0],
            errors[1],
            errors[2],
            100 * quality.rmse(),
            quality.kendallTau(),
            100.0 * within / accuracies.length,
            fitMs,
            mediansPerSecond,
            expectedPerSecond
        };
    }

    /** Root mean square error in percentage points, Kendall's tau, and that of the networks above 92 %. */
    private static double[] errors(double[] predicted, double[] accuracies) {
        double square = 0;
        for (int i = 0; i < accuracies.length; i++) {
            square += (predicted[i] - accuracies[i]) * (predicted[i] - accuracies[i]);
        }
        int[] top = IntStream.range(0, accuracies.length)
                .filter(i -> accuracies[i] > 0.92)
                .toArray();
        return new double[] {
            100 * Math.sqrt(square / accuracies.length),
            KendallTau.of(predicted, accuracies),
            KendallTau.of(
                    IntStream.of(top).mapToDouble(i -> predicted[i]).toArray(),
                    IntStream.of(top).mapToDouble(i -> accuracies[i]).toArray())
        };
    }

    /** Compares the two models when many scores are known. */
    private static void compare(SearchSpace space, List<ScoredGenome> networks, int knownCount) {
        List<ScoredGenome> shuffled = new ArrayList<>(networks);
        Collections.shuffle(shuffled, new Random(0));
        List<ScoredGenome> training = shuffled.subList(0, knownCount);
        List<ScoredGenome> others = shuffled.subList(knownCount, shuffled.size());
        compare(
                "Gaussian process",
                knownCount,
                () -> GaussianProcessPredictor.fit(new GenomeFeatures(space), EvaluationMetric.ACCURACY, training),
                others);
        compare(
                "MLP",
                knownCount,
                () -> MlpPredictor.fit(space.genes(), EvaluationMetric.ACCURACY, training, 1, 1),
                others);
    }

    private static void compare(String name, int knownCount, Supplier<FittedPredictor> fit, List<ScoredGenome> others) {
        long start = System.nanoTime();
        FittedPredictor model = fit.get();
        double fitSeconds = (System.nanoTime() - start) / 1e9;
        double[] predicted = new double[others.size()];
        start = System.nanoTime();
        model.predict(others.stream().map(ScoredGenome::genome).toList(), predicted);
        double perSecond = predicted.length / ((System.nanoTime() - start) / 1e9);
        double[] errors = errors(
                predicted, others.stream().mapToDouble(ScoredGenome::score).toArray());
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.2f | %.3f | %.3f | %.1f s | %.0f |%n",
                knownCount,
                name,
                errors[0],
                errors[1],
                errors[2],
                fitSeconds,
                perSecond);
    }

    private static List<ScoredGenome> rows(Path file, SearchSpace space) throws IOException {
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            // identity blocks may be at several positions of one network
            Map<List<String>, ScoredGenome> distinct = new LinkedHashMap<>();
            in.lines()
                    .skip(1)
                    .map(l -> l.split(","))
                    .map(f -> new ScoredGenome(space.canonical(space.parse(f[0])), Double.parseDouble(f[4]) / 100))
                    .forEach(k -> distinct.putIfAbsent(
                            space.decode(k.genome()).blockStrings().stream()
                                    .filter(b -> !b.startsWith("id"))
                                    .toList(),
                            k));
            return List.copyOf(distinct.values());
        }
    }
}
