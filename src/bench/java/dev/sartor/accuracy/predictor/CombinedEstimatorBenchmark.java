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
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Benchmark of a predictor that knows scores of all networks (of a supernet, or of untrained networks) and the accuracies of a few
 * random ones. Prints Kendall's tau on the others: the mean over several random choices (draws) with its 95 % interval. For
 * comparison, it also prints that of each score alone, and that of the predictor without scores.
 *
 * <p>Arguments: {@code SPACE FILE SCORES [TRAININGS [FIRST_DRAW DRAWS [GOOD]]]}. FILE has the accuracies of networks of SPACE ({@link
 * KnownNetworks}). SCORES are files, separated by commas, each with a column {@code genome} and others, each of which is a score. The
 * accuracies of TRAININGS (default 20) networks are known in each of DRAWS (20) draws, whose seeds begin at FIRST_DRAW (0). Good
 * networks are those above GOOD (91) % accuracy.
 */
public final class CombinedEstimatorBenchmark {
    /** Half the width of a 95 % interval in standard errors. */
    private static final double NORMAL_95 = 1.96;

    private final SearchSpace space;
    private final List<KnownNetworks.Row> rows;
    private final List<NetworkScores> scores;
    private final double good;

    private CombinedEstimatorBenchmark(
            SearchSpace space, List<KnownNetworks.Row> rows, List<NetworkScores> scores, double good) {
        this.space = space;
        this.rows = rows;
        this.scores = scores;
        this.good = good;
    }

    public static void main(String[] args) throws IOException {
        SearchSpace space = SpaceFile.find(args[0]);
        List<NetworkScores> scores = new ArrayList<>();
        for (String file : args[2].split(",")) {
            scores.addAll(NetworkScores.read(Path.of(file), space));
        }
        List<KnownNetworks.Row> rows = KnownNetworks.read(Path.of(args[1]), space).stream()
                .filter(row -> scores.stream().allMatch(s -> s.genomes().contains(row.genome())))
                .toList();
        double good = args.length > 6 ? Double.parseDouble(args[6]) / 100 : 0.91;
        int trainings = args.length > 3 ? Integer.parseInt(args[3]) : 20;
        int first = args.length > 4 ? Integer.parseInt(args[4]) : 0;
        int draws = args.length > 5 ? Integer.parseInt(args[5]) : 20;
        System.out.printf(
                Locale.ROOT,
                "%d networks with scores, %d of them good; %d trainings, %d draws%n%n| what ranks | Kendall's tau | tau"
                        + " among good networks |%n|---|---|---|%n",
                rows.size(),
                rows.stream().filter(row -> row.accuracy() > good).count(),
                trainings,
                draws);
        new CombinedEstimatorBenchmark(space, rows, scores, good).print(trainings, first, draws);
    }

    private void print(int trainings, int first, int draws) {
        for (NetworkScores score : scores) {
            print(
                    score.name(),
                    first,
                    draws,
                    trainings,
                    _ -> genome -> score.values().get(genome));
        }
        print("predictor", first, draws, trainings, known -> fitted(List.of(), known));
        for (NetworkScores score : scores) {
            print("predictor, " + score.name(), first, draws, trainings, known -> fitted(List.of(score), known));
        }
        if (scores.size() > 1) {
            print("predictor, all scores", first, draws, trainings, known -> fitted(List.copyOf(scores), known));
        }
        var selections = new TreeMap<String, Integer>();
        print("predictor, scores that help", first, draws, trainings, known -> {
            var selection = new FeatureSelection(space, List.copyOf(scores));
            GaussianProcessPredictor predictor = selection.fit(EvaluationMetric.ACCURACY, known);
            selection.selectedFeatures().forEach(name -> selections.merge(name, 1, Integer::sum));
            return genome -> predictor.predict(genome).mean();
        });
        System.out.println("\ndraws in which each score was kept: " + selections);
    }

    private ToDoubleFunction<Genome> fitted(List<NetworkFeature> features, List<ScoredGenome> known) {
        GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(
                new GenomeFeatures(
                        space,
                        features,
                        known.stream().map(ScoredGenome::genome).toList()),
                EvaluationMetric.ACCURACY,
                known);
        return genome -> predictor.predict(genome).mean();
    }

    /** What ranks networks after some of them were trained. */
    private interface Estimator {
        ToDoubleFunction<Genome> fitted(List<ScoredGenome> known);
    }

    private void print(String name, int first, int draws, int trainings, Estimator estimator) {
        double[] taus = new double[draws];
        double[] goodTaus = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            List<KnownNetworks.Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(first + draw));
            ToDoubleFunction<Genome> score = estimator.fitted(shuffled.subList(0, trainings).stream()
                    .map(row -> new ScoredGenome(row.genome(), row.accuracy()))
                    .toList());
            List<KnownNetworks.Row> others = shuffled.subList(trainings, shuffled.size());
            taus[draw] = tau(score, others);
            goodTaus[draw] =
                    tau(score, others.stream().filter(r -> r.accuracy() > good).toList());
        }
        System.out.printf("| %s | %s | %s |%n", name, withInterval(taus), withInterval(goodTaus));
    }

    private static double tau(ToDoubleFunction<Genome> score, List<KnownNetworks.Row> rows) {
        return KendallTau.of(
                rows.stream()
                        .mapToDouble(row -> score.applyAsDouble(row.genome()))
                        .toArray(),
                rows.stream().mapToDouble(KnownNetworks.Row::accuracy).toArray());
    }

    /** The mean over the draws and half the width of its 95 % interval. */
    private static String withInterval(double[] taus) {
        double mean = Arrays.stream(taus).average().orElseThrow();
        double squares = IntStream.range(0, taus.length)
                .mapToDouble(i -> (taus[i] - mean) * (taus[i] - mean))
                .sum();
        return String.format(
                Locale.ROOT, "%.3f ± %.3f", mean, NORMAL_95 * Math.sqrt(squares / (taus.length - 1) / taus.length));
    }
}
