package dev.sartor.accuracy;

import dev.sartor.accuracy.MeritPredictor.Known;
import dev.sartor.latency.KendallTau;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
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
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * How well and how fast merits are predicted on NAS-Bench-Macro, whose accuracies are all known: fitted on 50, 100 and 150
 * random networks, judged on all others, five draws. Argument: the benchmark's CSV.
 */
public final class PredictorBenchmark {
    private static final int DRAWS = 5;

    private PredictorBenchmark() {
    }

    public static void main(String[] args) throws IOException {
        SearchSpace space = SpaceFile.named("nas-bench-macro");
        List<Known> all = rows(Path.of(args[0]), space);
        System.out.println(all.size() + " different networks\n");
        System.out.println("| trials | held-out RMSE, points | Kendall tau | tau above 92 % | left-one-out RMSE, tau | within 2 deviations | fit ms | medians/s | expectations/s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int trials : new int[] {50, 100, 150}) {
            double[] sums = new double[9];
            for (int draw = 0; draw < DRAWS; draw++) {
                double[] figures = figures(space, all, trials, draw);
                IntStream.range(0, sums.length).forEach(i -> sums[i] += figures[i] / DRAWS);
            }
            System.out.printf(Locale.ROOT, "| %d | %.2f | %.3f | %.3f | %.2f, %.3f | %.1f %% | %.0f | %.0f | %.0f |%n", trials, sums[0],
                    sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);
        }
    }

    private static double[] figures(SearchSpace space, List<Known> all, int trials, int draw) {
        List<Known> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(draw));
        List<Known> others = shuffled.subList(trials, shuffled.size());
        long start = System.nanoTime();
        MeritPredictor predictor = MeritPredictor.fit(space.genes(), Measure.ACCURACY, shuffled.subList(0, trials));
        double fitMs = (System.nanoTime() - start) / 1e6;
        List<Genome> genomes = others.stream().map(Known::genome).toList();
        double[] truth = others.stream().mapToDouble(Known::merit).toArray();
        double[] medians = new double[truth.length];
        start = System.nanoTime();
        predictor.predict(genomes, medians);
        double mediansPerSecond = truth.length / ((System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        List<Expectation> expected = genomes.stream().map(predictor::expect).toList();
        double expectedPerSecond = truth.length / ((System.nanoTime() - start) / 1e9);
        double square = 0;
        int within = 0;
        for (int i = 0; i < truth.length; i++) {
            double off = expected.get(i).mean() - truth[i];
            square += off * off;
            within += Math.abs(off) <= 2 * expected.get(i).deviation() ? 1 : 0;
        }
        int[] top = IntStream.range(0, truth.length).filter(i -> truth[i] > 0.92).toArray();
        double[] means = expected.stream().mapToDouble(Expectation::mean).toArray();
        MeritPredictor.HeldOut heldOut = predictor.heldOut();
        return new double[] {100 * Math.sqrt(square / truth.length), KendallTau.of(means, truth),
            KendallTau.of(IntStream.of(top).mapToDouble(i -> means[i]).toArray(), IntStream.of(top).mapToDouble(i -> truth[i]).toArray()),
            100 * heldOut.rmse(), heldOut.kendallTau(), 100.0 * within / truth.length, fitMs, mediansPerSecond, expectedPerSecond};
    }

    private static List<Known> rows(Path file, SearchSpace space) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)),
                StandardCharsets.UTF_8))) {
            // blocks that do nothing may stand in several places of one network
            Map<List<String>, Known> distinct = new LinkedHashMap<>();
            in.lines().skip(1).map(l -> l.split(","))
                    .map(f -> new Known(space.canonical(space.parse(f[0])), Double.parseDouble(f[4]) / 100))
                    .forEach(k -> distinct.putIfAbsent(space.decode(k.genome()).blockStrings().stream()
                            .filter(b -> !b.startsWith("id")).toList(), k));
            return List.copyOf(distinct.values());
        }
    }
}
