package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.arch.Architecture;
import dev.sartor.cli.TinySpace;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The time that a request to Spark takes beyond the computation of its answer: trainings of a tiny network for a few milliseconds, on
 * executors and in this process.
 *
 * <p>Arguments: {@code MASTER WORKERS REQUESTS ROUNDS}. In each round, REQUESTS requests are answered, at most WORKERS at once, and a
 * line is printed: milliseconds for each request and worker, of which the training takes so many, and processor milliseconds of the
 * search and of its executors for each request. {@code SPARK_HOME} names Spark, and {@code target/sartor-spark.jar} must be built.
 */
public final class WorkerOverheadBenchmark {
    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";
    private static final long SEED = 1;
    private static final int LOCAL_ROUNDS = 3;
    private static final double NANOS_PER_MS = 1e6;

    private WorkerOverheadBenchmark() {}

    public static void main(String[] args) throws Exception {
        String master = args[0];
        int concurrent = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        Dataset dataset = Datasets.open(DATA, DatasetOptions.defaults().withSeed(SEED));
        List<String> requests = requests(dataset, count);
        double local = localMs(requests);
        try (Workers workers = ClusterEngine.ofSpark().connect(master, DATA)) {
            for (int round = 1; round <= rounds; round++) {
                double driverCpu = cpuMs(ProcessHandle.current());
                double executorCpu = executorsCpuMs();
                long start = System.nanoTime();
                SimultaneousRequests.send(
                        requests.stream()
                                .map(r -> (Callable<WorkerAnswer.Scores>)
                                        () -> workers.ask(new WorkerRequest(r, "a network", List.of())))
                                .toList(),
                        concurrent);
                double wall = (System.nanoTime() - start) / NANOS_PER_MS * concurrent / count;
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %.1f ms for a request, of which %.1f ms training here: overhead %.1f ms;"
                                + " processor ms for a request: search %.1f, executors %.1f%n",
                        round,
                        wall,
                        local,
                        wall - local,
                        (cpuMs(ProcessHandle.current()) - driverCpu) / count,
                        (executorsCpuMs() - executorCpu) / count);
            }
        }
    }

    private static List<String> requests(Dataset dataset, int count) throws IOException {
        SearchSpace space = SpaceFile.read(TinySpace.write(Files.createTempDirectory("space")))
                .withTask(dataset.task());
        var training = new CommandRequest.Training(
                AccuracySpec.parse("training:epochs=1,images=32,batch=16,folds=1"), OptionalInt.empty());
        var random = new SplittableRandom(SEED);
        List<Architecture> networks = Stream.generate(() -> space.decode(space.sample(random)))
                .limit(count)
                .toList();
        List<String> requests = new ArrayList<>();
        for (Architecture network : networks) {
            requests.add(new CommandRequest(
                            network,
                            SEED,
                            WorkerRelease.text(),
                            Optional.of(CommandRequest.Data.of(dataset)),
                            Optional.of(training))
                    .json());
        }
        return requests;
    }

    /** Milliseconds for a training in this process, after warming up. */
    private static double localMs(List<String> requests) throws InterruptedException {
        var evaluator = new RequestEvaluator(Optional.of(DATA), TransferredFiles.ofUser(), DatasetListener.NONE);
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < LOCAL_ROUNDS; round++) {
            long start = System.nanoTime();
            for (String request : requests) {
                evaluator.answer(request, "here");
            }
            best = Math.min(best, (System.nanoTime() - start) / NANOS_PER_MS / requests.size());
        }
        return best;
    }

    private static double executorsCpuMs() {
        return ProcessHandle.current()
                .descendants()
                .mapToDouble(WorkerOverheadBenchmark::cpuMs)
                .sum();
    }

    private static double cpuMs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS_PER_MS;
    }
}
