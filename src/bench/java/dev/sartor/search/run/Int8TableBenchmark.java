package dev.sartor.search.run;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.PredictorSource;
import dev.sartor.base.math.Quantiles;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.measuring.ProfilingModels;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.inference.TTest;

/**
 * Compares searches in an int8 latency table with searches in the fp32 table of the same machine, in {@code small-28}, for networks that
 * will run in int8. For each seed, a predictor is fitted to some of the known accuracies. A search in the fp32 table finds the network
 * with the best predicted accuracy within LIMIT_MS; its int8 latency is the limit of a search in the int8 table with the same
 * predictor and seed. Both networks are trained by the same recipe and evaluated in int8 on the test images.
 *
 * <p>Arguments: {@code ROWS.csv LIMIT_MS KNOWN.csv SEEDS [DATA EPOCHS TRAININGS THREADS MINUTES]}. Each network is trained TRAININGS times, with different
 * initial weights. Each training appends a row to ROWS.csv; rows that the file already has are not computed again, and after MINUTES no training begins. KNOWN.csv has the columns of
 * {@code ranking-standalone.csv}. Without DATA, it prints the networks alone. Once all seeds have rows, it prints the differences of the pairs
 * with a paired t-test.
 *
 * <p>With {@code measure ROWS.csv ROUNDS} it measures the int8 latencies of the rows' networks on one thread, in turns, and prints the medians.
 */
final class Int8TableBenchmark {
    private static final String SPACE = "small-28";
    private static final String FP32_TABLE = "epyc-vm-ort-fp32-1t-small-28";
    private static final String INT8_TABLE = "epyc-vm-ort-int8-1t-small-28";
    private static final int TRIALS = 2000;
    /** Number of networks with known accuracies that the predictor of a seed is fitted to. */
    private static final int KNOWN = 20;

    private static final int TRAINING_IMAGES = 20_000;
    private static final long IMAGE_SEED = 1;
    private static final double LEARNING_RATE = 0.1;
    private static final String HEADER =
            "seed,table,genome,training,macs,fp32Ms,int8Ms,predicted,fp32Accuracy,int8Accuracy,seconds";
    /** The column of the first accuracy. */
    private static final int ACCURACIES = 8;

    private static final double CONFIDENCE = 0.95;

    private static final int WARM_UP_RUNS = 50;
    /** Time of the timed runs of a network in one round. */
    private static final double TIMED_MS = 20;

    private final SearchSpace space = SpaceFile.find(SPACE);
    private final CostModel fp32 = costs(FP32_TABLE);
    private final CostModel int8 = costs(INT8_TABLE);
    private final Path rows;

    private Int8TableBenchmark(Path rows) {
        this.rows = rows;
    }

    /** The network that the search of a seed found. */
    private record FoundNetwork(long seed, String table, Genome genome, double predicted) {
        /** The first cells of its rows. */
        String start(SearchSpace space) {
            return seed + "," + table + "," + space.format(genome) + ",";
        }

        /** The seed of a training; a network that both searches found has the same ones. */
        long trainingSeed(int training) {
            return 100 * seed + training;
        }
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("measure")) {
            new Int8TableBenchmark(Path.of(args[1])).measure(Integer.parseInt(args[2]));
            return;
        }
        var benchmark = new Int8TableBenchmark(Path.of(args[0]));
        List<FoundNetwork> found = new ArrayList<>();
        for (int seed = 1; seed <= Integer.parseInt(args[3]); seed++) {
            found.addAll(benchmark.search(Path.of(args[2]), seed, Double.parseDouble(args[1])));
        }
        found.forEach(f -> System.out.println(f.start(benchmark.space) + benchmark.costsText(f)));
        if (args.length > 4) {
            int trainings = Integer.parseInt(args[6]);
            benchmark.train(
                    found,
                    args[4],
                    Integer.parseInt(args[5]),
                    trainings,
                    Integer.parseInt(args[7]),
                    Double.parseDouble(args[8]));
            benchmark.compare(found, trainings);
        }
    }

    private CostModel costs(String table) {
        return CostModel.of(
                space,
                List.of(LatencyTableFile.read(LatencyTables.FOLDER.resolve(table + ".csv"))),
                MissingUnitPolicy.REFUSE);
    }

    /** What the searches of a seed find: in the fp32 table, then in the int8 table. */
    private List<FoundNetwork> search(Path known, long seed, double limitMs) throws Exception {
        Path sample = Files.createTempFile("known", ".csv");
        try {
            Files.write(sample, knownSample(known, seed));
            try (PredictorSource predictor = PredictorSource.read(sample, space, seed)) {
                FoundNetwork first = search(predictor, FP32_TABLE, fp32, limitMs, seed);
                double int8LimitMs = int8.of(first.genome()).worstLatencyMs();
                return List.of(first, search(predictor, INT8_TABLE, int8, int8LimitMs, seed));
            }
        } finally {
            Files.delete(sample);
        }
    }

    /** Genomes and test accuracies of {@link #KNOWN} networks, which the seed draws; a network can have several. */
    private static List<String> knownSample(Path known, long seed) throws IOException {
        List<String[]> all = Files.readAllLines(known).stream()
                .skip(1)
                .map(l -> l.split(","))
                .toList();
        List<String> genomes =
                new ArrayList<>(all.stream().map(r -> r[0]).distinct().toList());
        Collections.shuffle(genomes, new Random(seed));
        List<String> sample = genomes.subList(0, KNOWN);
        List<String> lines = new ArrayList<>(List.of("genome,accuracy"));
        int testAccuracy = 5;
        all.stream().filter(r -> sample.contains(r[0])).forEach(r -> lines.add(r[0] + "," + r[testAccuracy]));
        return lines;
    }

    private FoundNetwork search(PredictorSource predictor, String table, CostModel costs, double limitMs, long seed) {
        var problem = new SearchProblem(
                space,
                costs,
                List.of(new Objective.Maximise(EvaluationMetric.ACCURACY)),
                List.of(new Limit(new Cost.Latency(Optional.empty()), limitMs)));
        var best = new Search(
                        problem,
                        predictor,
                        Algorithm.NSGA2,
                        Budget.of(TRIALS),
                        seed,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(1, Cancellation.NEVER)
                .best()
                .orElseThrow();
        return new FoundNetwork(
                seed, table, space.parse(best.genome()), best.score().orElseThrow());
    }

    private String costsText(FoundNetwork found) {
        return String.format(
                Locale.ROOT,
                "%d,%.5f,%.5f,%.5f",
                int8.of(found.genome()).macs(),
                fp32.of(found.genome()).worstLatencyMs(),
                int8.of(found.genome()).worstLatencyMs(),
                found.predicted());
    }

    private void train(List<FoundNetwork> all, String data, int epochs, int trainings, int threads, double minutes)
            throws IOException {
        long start = System.nanoTime();
        if (!Files.exists(rows)) {
            Files.writeString(rows, HEADER + "\n");
        }
        Dataset dataset = Datasets.open(data, DatasetOptions.defaults());
        try (var executor = new Executor(threads)) {
            for (int training = 1; training <= trainings; training++) {
                for (FoundNetwork found : all) {
                    String key = found.start(space) + training + ",";
                    List<String> lines = Files.readAllLines(rows);
                    boolean known = lines.stream().anyMatch(row -> row.startsWith(key));
                    if (!known && (System.nanoTime() - start) / 60e9 < minutes) {
                        long seed = found.trainingSeed(training);
                        String accuracies = sameTraining(lines, found, training)
                                .orElseGet(() -> trainAndEvaluate(executor, found.genome(), seed, dataset, epochs));
                        Files.writeString(
                                rows, key + costsText(found) + "," + accuracies + "\n", StandardOpenOption.APPEND);
                    }
                }
            }
        }
    }

    /** The accuracies of the other search's network, if that is the same one. */
    private Optional<String> sameTraining(List<String> lines, FoundNetwork found, int training) {
        String genome = "," + space.format(found.genome()) + "," + training + ",";
        return lines.stream()
                .filter(row -> row.startsWith(found.seed() + ",") && row.contains(genome))
                .map(row -> row.split(",", ACCURACIES + 1)[ACCURACIES])
                .findFirst();
    }

    /** Trains a network and returns the cells of its row from the accuracies on. */
    private String trainAndEvaluate(Executor executor, Genome genome, long seed, Dataset dataset, int epochs) {
        long start = System.nanoTime();
        Network network = Lowering.lower(space.decode(genome));
        Dataset training = dataset.trainingOnly(dataset.train().stratifiedSample(TRAINING_IMAGES, IMAGE_SEED));
        Weights weights = Trainer.train(
                        executor,
                        network,
                        Weights.initial(network, new SplittableRandom(seed)),
                        training,
                        Recipe.standard(epochs).withLearningRate(LEARNING_RATE),
                        seed,
                        TrainingListener.NO_OP)
                .weights();
        return String.format(
                Locale.ROOT,
                "%.4f,%.4f,%.0f",
                Evaluation.accuracy(executor, network, weights, dataset, dataset.test()),
                QuantisedEvaluation.score(executor, network, weights, training, dataset.test(), IMAGE_SEED)
                        .accuracy(),
                (System.nanoTime() - start) / 1e9);
    }

    /** Prints the differences in int8 accuracy, of the means over trainings, if all networks are trained. */
    private void compare(List<FoundNetwork> found, int trainings) throws IOException {
        List<String> lines = Files.readAllLines(rows);
        int column = List.of(HEADER.split(",")).indexOf("int8Accuracy");
        double[] accuracies = new double[found.size()];
        for (int i = 0; i < accuracies.length; i++) {
            String start = found.get(i).start(space);
            double[] own = lines.stream()
                    .filter(l -> l.startsWith(start))
                    .mapToDouble(l -> 100 * Double.parseDouble(l.split(",")[column]))
                    .limit(trainings)
                    .toArray();
            if (own.length < trainings) {
                System.out.println("not all networks are trained");
                return;
            }
            accuracies[i] = Arrays.stream(own).average().orElseThrow();
        }
        double[] differences = new double[accuracies.length / 2];
        Arrays.setAll(differences, i -> accuracies[2 * i + 1] - accuracies[2 * i]);
        var statistics = new StreamingStatistics();
        Arrays.stream(differences).forEach(statistics::addValue);
        double half = new TDistribution(differences.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * statistics.getStandardDeviation()
                / Math.sqrt(differences.length);
        System.out.printf(
                Locale.ROOT,
                "differences, points: %s%nmean %+.2f, 95 %% interval %+.2f to %+.2f, p = %.3f (two-sided paired"
                        + " t-test)%n",
                Arrays.toString(differences),
                statistics.getMean(),
                statistics.getMean() - half,
                statistics.getMean() + half,
                new TTest().tTest(0, differences));
    }

    private void measure(int rounds) throws IOException {
        List<String> lines = Files.readAllLines(rows).stream()
                .skip(1)
                .map(l -> String.join(",", List.of(l.split(",")).subList(0, 3)))
                .distinct()
                .toList();
        List<InferenceSession> sessions = new ArrayList<>();
        try (InferenceDevice device = Devices.open(DeviceSpec.cpu())) {
            for (String line : lines) {
                Genome genome = space.parse(line.split(",")[2]);
                sessions.add(
                        device.open(ProfilingModels.of(Precision.INT8).apply(Lowering.lower(space.decode(genome)))));
            }
            double[][] times = new double[sessions.size()][rounds];
            for (int round = -1; round < rounds; round++) {
                for (int i = 0; i < times.length; i++) {
                    int s = round % 2 == 0 ? i : times.length - 1 - i;
                    double first = Quantiles.median(sessions.get(s).timesMs(WARM_UP_RUNS, WARM_UP_RUNS));
                    double ms = Quantiles.median(sessions.get(s).timesMs(0, (int) Math.ceil(TIMED_MS / first)));
                    if (round >= 0) {
                        times[s][round] = ms;
                    }
                }
            }
            for (int i = 0; i < times.length; i++) {
                System.out.printf(Locale.ROOT, "%s: %.4f ms%n", lines.get(i), Quantiles.median(times[i]));
            }
        } finally {
            sessions.forEach(InferenceSession::close);
        }
    }
}
