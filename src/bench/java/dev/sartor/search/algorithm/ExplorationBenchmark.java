package dev.sartor.search.algorithm;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.NetworkFeature;
import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.accuracy.source.PredictorSource;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Benchmark of the whole genetic loop in candidates per second. There are limits on latency and on all other costs, each satisfied by
 * seven of ten networks.
 *
 * <p>Arguments: {@code [THREADS [LARGEST [choices|network|KNOWN [SPACE]]]]}. THREADS (default 2) explore 10,000 candidates, then 100,000
 * and so on up to LARGEST (10 million), of SPACE (mobilenet-v2-like). The third argument says what gives the accuracies: {@code choices}
 * (default) is a sum over the choices of a genome; {@code network} is a neural network of the size of Once-for-All's predictor that was
 * fitted to such sums, as for {@code --accuracy predicted:FILE}; a number KNOWN is a Gaussian process with all features, latency included,
 * that was fitted to KNOWN networks.
 */
public final class ExplorationBenchmark {
    private static final double FEASIBLE_SHARE = 0.7;
    private static final long WARM_UP = 500_000;
    private static final long WARM_UP_SEED = 1;
    private static final long SEED = 2;
    private static final long KNOWN_SEED = 3;
    private static final boolean LATENCY_KNOWN = true;
    /** With fewer candidates the median of several explorations is printed, because one is too short to be measured. */
    private static final long CANDIDATES_OF_SINGLE_RUN = 1_000_000;

    private static final int RUNS = 9;
    /** Known accuracies for the neural network: more than {@code FittedPredictor} fits a Gaussian process to. */
    private static final int KNOWN_ACCURACIES = 1500;

    private ExplorationBenchmark() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        long largest = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        SearchSpace space = SpaceFile.find(args.length > 3 ? args[3] : "mobilenet-v2-like");
        SearchProblem problem = problemWithLimits(space);
        ScorePredictor scores = switch (args.length > 2 ? args[2] : "choices") {
            case "choices" -> ExplorationBenchmark::sumOfChoices;
            case "network" -> neuralPredictor(space, threads);
            default -> gaussianProcess(problem, Integer.parseInt(args[2]));
        };
        new Exploration(problem, scores, WARM_UP_SEED, threads).explore(WARM_UP);
        System.out.printf(
                "%s, %d choices of %d genes, %d threads%n%12s %14s %14s %8s%n",
                space.name(),
                space.genes().stream().mapToInt(Gene::size).sum(),
                space.genes().size(),
                threads,
                "candidates",
                "per second",
                "us each",
                "MiB");
        for (long candidates = 10_000; candidates <= largest; candidates *= 10) {
            measure(problem, scores, candidates, threads);
        }
    }

    private static void measure(SearchProblem problem, ScorePredictor scores, long candidates, int threads)
            throws InterruptedException {
        double[] micros = new double[candidates < CANDIDATES_OF_SINGLE_RUN ? RUNS : 1];
        for (int run = 0; run < micros.length; run++) {
            var exploration = new Exploration(problem, scores, SEED, threads);
            long start = System.nanoTime();
            exploration.explore(candidates);
            micros[run] = (System.nanoTime() - start) / 1e3 / exploration.candidates();
        }
        Arrays.sort(micros);
        double median = micros[micros.length / 2];
        System.gc();
        long usedBytes =
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(Locale.ROOT, "%12d %14.0f %14.3f %8d%n", candidates, 1e6 / median, median, usedBytes >> 20);
    }

    /** A Gaussian process that is fitted to accuracies on which latency and choices have about equal influence. */
    private static ScorePredictor gaussianProcess(SearchProblem problem, int count) {
        SearchSpace space = problem.space();
        var random = new SplittableRandom(KNOWN_SEED);
        List<Genome> genomes = Stream.generate(() -> space.canonical(space.sample(random)))
                .distinct()
                .limit(count)
                .toList();
        double[] accuracies = new double[count];
        sumOfChoices(genomes, accuracies);
        NetworkFeature latency = LatencyFeature.of(problem.costModel()).getFirst();
        int[] units = new int[space.unitGraph().maxLength()];
        for (int i = 0; i < count; i++) {
            accuracies[i] +=
                    0.1 * latency.of(genomes.get(i), units, space.unitGraph().unitsOf(genomes.get(i), units));
        }
        var selection = new FeatureSelection(space, List.of(latency));
        GaussianProcessPredictor predictor = selection.fit(
                EvaluationMetric.ACCURACY,
                IntStream.range(0, count)
                        .mapToObj(i -> new ScoredGenome(genomes.get(i), accuracies[i]))
                        .toList());
        System.out.println("Gaussian process with " + count + " known accuracies and " + selection.selectedFeatures());
        return predictor;
    }

    private static ScorePredictor neuralPredictor(SearchSpace space, int threads) throws IOException {
        var random = new SplittableRandom(KNOWN_SEED);
        List<Genome> genomes = Stream.generate(() -> space.sample(random))
                .distinct()
                .limit(KNOWN_ACCURACIES)
                .toList();
        double[] accuracies = new double[KNOWN_ACCURACIES];
        sumOfChoices(genomes, accuracies);
        Path file = Files.createTempFile("known", ".csv");
        Files.writeString(
                file,
                IntStream.range(0, KNOWN_ACCURACIES)
                        .mapToObj(i -> space.format(genomes.get(i)) + "," + accuracies[i])
                        .collect(Collectors.joining("\n", "genome,accuracy\n", "\n")));
        PredictorSource predicted = PredictorSource.read(file, space, SEED);
        Files.delete(file);
        predicted.prepare(threads, TrainingListener.NO_OP, Cancellation.NEVER);
        System.out.println(predicted.description());
        return predicted;
    }

    private static void sumOfChoices(List<Genome> genomes, double[] accuracies) {
        for (int i = 0; i < accuracies.length; i++) {
            Genome genome = genomes.get(i);
            int sum = 0;
            for (int g = 0; g < genome.length(); g++) {
                sum += genome.choice(g);
            }
            accuracies[i] = sum / 256.0;
        }
    }

    private static SearchProblem problemWithLimits(SearchSpace space) {
        var model = new CostModel(space, new TreeMap<>(Map.of("random", new RandomLatency(space))));
        var random = new SplittableRandom(1);
        List<Costs> sample = Stream.generate(() -> model.of(space.sample(random)))
                .limit(2000)
                .toList();
        List<Limit> limits = new ArrayList<>();
        for (String name : Cost.NAMES) {
            Cost cost = Cost.parse(name);
            limits.add(new Limit(
                    cost,
                    sample.stream()
                            .map(cost::of)
                            .sorted(Comparator.naturalOrder())
                            .skip((long) (FEASIBLE_SHARE * sample.size()))
                            .findFirst()
                            .orElseThrow()));
        }
        return new SearchProblem(space, model, SearchProblem.defaultObjectives(LATENCY_KNOWN), limits);
    }

    /** A latency model in which each unit has a random latency. */
    private static final class RandomLatency implements LatencyModel {
        private final double[] ms;
        private final Map<String, Integer> index = new TreeMap<>();

        RandomLatency(SearchSpace space) {
            ms = new SplittableRandom(1)
                    .doubles(space.unitGraph().units().size())
                    .toArray();
            space.unitGraph().units().forEach(u -> index.put(u.key(), index.size()));
        }

        @Override
        public double ms(int[] units, int length) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += ms[units[i]];
            }
            return sum;
        }

        @Override
        public double unitMs(Unit unit) {
            return ms[index.get(unit.key())];
        }

        @Override
        public double offsetMs() {
            return 0;
        }

        @Override
        public double marginFactor(double confidence) {
            return 1;
        }
    }
}
