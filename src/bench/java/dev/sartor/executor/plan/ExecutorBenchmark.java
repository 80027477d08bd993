package dev.sartor.executor.plan;

import dev.sartor.executor.Executor;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints the times of workloads. Each is repeated for some seconds; the result is the median of the second half of the repeats.
 *
 * <p>Arguments: {@code THREADS SECONDS [WORKLOAD…]}. Each {@link Workload} is repeated for SECONDS; without workloads, those of {@link
 * #DEFAULT_WORKLOADS}.
 */
final class ExecutorBenchmark {
    private static final List<String> DEFAULT_WORKLOADS =
            List.of("train:refnet", "infer:refnet", "train:small28", "infer:small28", "train:mixed28", "infer:mixed28");

    private static final int MIN_REPEATS = 4;

    private ExecutorBenchmark() {}

    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        double seconds = Double.parseDouble(args[1]);
        List<String> workloads = args.length > 2 ? List.of(args).subList(2, args.length) : DEFAULT_WORKLOADS;
        try (var executor = new Executor(threads)) {
            System.out.printf("kernels %s, %d threads%n", executor.kernels().name(), threads);
            workloads.stream().map(Workload::parse).forEach(w -> measure(executor, w, seconds));
        }
    }

    private static void measure(Executor executor, Workload work, double seconds) {
        Workload.Runner repeat = work.on(executor);
        List<Double> timesMs = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || timesMs.size() < MIN_REPEATS) {
            timesMs.add(repeat.timeOneRun());
        }
        List<Double> secondHalf = timesMs.subList(timesMs.size() / 2, timesMs.size()).stream()
                .sorted()
                .toList();
        double median = secondHalf.get(secondHalf.size() / 2);
        System.out.printf(
                "%-15s %6.2f M MACs %8.1f images/s (median %7.3f ms, minimum %7.3f, %d repeats)%n",
                work.text(),
                work.network().macs() * 1e-6,
                work.batch() * 1e3 / median,
                median,
                secondHalf.getFirst(),
                secondHalf.size());
    }
}
