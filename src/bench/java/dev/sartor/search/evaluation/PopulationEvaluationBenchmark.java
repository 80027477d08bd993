package dev.sartor.search.evaluation;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.plan.BatchNormRecalibration;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import dev.sartor.supernet.SharedWeights;
import dev.sartor.supernet.SubnetEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Benchmark of the evaluation of a generation with shared weights in one call, compared with one network after the other: candidates per
 * second in the first and the last generation of a search with NSGA-II in small-28 by the SynFlow score and MACs. The weights are random,
 * since the time does not depend on them. The same generations are also evaluated in 8-bit integers. Each variant runs twice, in alternation, and its shorter time counts.
 *
 * <p>Arguments: {@code THREADS POPULATION GENERATIONS}. The search has GENERATIONS generations of POPULATION networks.
 */
final class PopulationEvaluationBenchmark {
    private static final Dataset DATA =
            Datasets.open("shapes:train=1024,validation=3000,test=20", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("search-spaces/small-28.yaml"))
            .withClasses(DATA.classes().size());

    private static final int CALIBRATION_BATCH = 256;
    private static final List<float[]> CALIBRATION = calibration();
    private static final int NO_FINE_TUNING = 0;
    private static final boolean LATENCY_KNOWN = false;
    private static final long SEED = 1;
    private static final int SEARCH_THREADS = 2;
    private static final int WARM_UP_NETWORKS = 3;
    private static final int REPETITIONS = 2;

    private PopulationEvaluationBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        int threads = Integer.parseInt(args[0]);
        SharedWeights sharedWeights = SharedWeights.initial(SPACE, new SplittableRandom(1));
        var evaluator = new SubnetEvaluator(sharedWeights, DATA, DATA.validation(), NO_FINE_TUNING);
        var int8 = new SubnetEvaluator(sharedWeights, DATA, DATA.validation(), NO_FINE_TUNING, Precision.INT8);
        Map<Integer, List<Genome>> generations = generations(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        // warm-up: compiles the measured code
        evaluator.scores(WorkerPool.ofThreads(threads), generations.get(0).subList(0, WARM_UP_NETWORKS));
        int8.scores(WorkerPool.ofThreads(threads), generations.get(0).subList(0, WARM_UP_NETWORKS));
        for (int generation : List.of(0, generations.size() - 1)) {
            compare(evaluator, int8, threads, generation, generations.get(generation));
        }
    }

    private static Map<Integer, List<Genome>> generations(int population, int count) {
        AccuracySpec synflow = AccuracySpec.parse("synflow");
        var problem = new SearchProblem(
                SPACE,
                CostModel.withoutTables(SPACE),
                SearchProblem.defaultObjectives(synflow.metric(), LATENCY_KNOWN),
                List.of());
        Budget budget = Budget.of(population * count).withPopulation(population, population);
        SearchResult result = new Search(
                        problem,
                        AccuracySource.open(synflow, SPACE, Optional.empty(), SEED),
                        Algorithm.NSGA2,
                        budget,
                        SEED,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(SEARCH_THREADS, Cancellation.NEVER);
        return result.trials().stream()
                .collect(Collectors.groupingBy(
                        Trial::generation,
                        TreeMap::new,
                        Collectors.mapping(t -> SPACE.parse(t.genome()), Collectors.toList())));
    }

    private static void compare(
            SubnetEvaluator evaluator, SubnetEvaluator int8, int threads, int generation, List<Genome> genomes) {
        double oneByOne = Double.MAX_VALUE;
        double inOneCall = Double.MAX_VALUE;
        double inInt8 = Double.MAX_VALUE;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            oneByOne = Math.min(
                    oneByOne,
                    seconds(() -> WorkerPool.ofThreads(threads)
                            .forEach(genomes.size(), (executor, i) -> evaluate(executor, genomes.get(i)))));
            inOneCall = Math.min(inOneCall, seconds(() -> evaluator.scores(WorkerPool.ofThreads(threads), genomes)));
            inInt8 = Math.min(inInt8, seconds(() -> int8.scores(WorkerPool.ofThreads(threads), genomes)));
        }
        System.out.printf(
                Locale.ROOT,
                "generation %d, %d networks, %d threads: %.2f networks/s one by one, %.2f in one call, speed-up %.2f;"
                        + " %.2f in int8%n",
                generation,
                genomes.size(),
                threads,
                genomes.size() / oneByOne,
                genomes.size() / inOneCall,
                oneByOne / inOneCall,
                genomes.size() / inInt8);
    }

    /** Evaluates one network: recalibrates its batch norm and computes its loss and accuracy. */
    private static void evaluate(Executor executor, Genome genome) {
        Network network = Lowering.lower(SPACE.decode(genome));
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        var recalibration = new BatchNormRecalibration(network, weights, CALIBRATION.size());
        for (int b = 0; b < CALIBRATION.size(); b++) {
            recalibration.addBatch(executor, b, CALIBRATION.get(b));
        }
        recalibration.finish();
        Evaluation.score(executor, network, weights, DATA, DATA.validation());
    }

    /** The training images in batches, for the recalibration of batch norm. */
    private static List<float[]> calibration() {
        var batches = Batches.inOrder(DATA.train(), DATA.normalisation(), CALIBRATION_BATCH);
        return IntStream.range(0, batches.count())
                .mapToObj(b -> {
                    float[] nchw = new float[batches.size(b) * DATA.train().imageBytes()];
                    batches.fill(b, nchw, new int[batches.size(b)]);
                    return nchw;
                })
                .toList();
    }

    private interface Job {
        void run() throws InterruptedException;
    }

    private static double seconds(Job job) {
        long begin = System.nanoTime();
        try {
            job.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - begin) * 1e-9;
    }
}
