package dev.sartor.search.run;

import dev.sartor.search.algorithm.ExplorationBenchmark;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Comparison of the CPU time of the whole genetic loop with that of another build of Sartor. The {@link ExplorationBenchmark} of the two
 * builds runs in alternation, each time in a new process. After a warm-up, the last million candidates of a process are measured, by the
 * CPU time of all its threads, which other processes hardly change.
 *
 * <p>Arguments: {@code OTHER_CLASS_PATH [OTHER_MAIN [ROUNDS [network]]]}. OTHER_CLASS_PATH has the classes, test classes and libraries of
 * the other build. OTHER_MAIN is the name of its benchmark class, if it differs. There are ROUNDS (default 5) rounds. {@code network} is
 * passed to both benchmarks.
 */
public final class LoopComparison {
    private static final long CANDIDATES = 1_000_000;
    /** Text in the row of the output after which the measured candidates begin. */
    private static final String LAST_ROW_BEFORE = " 100000 ";

    private static final long POLL_MS = 5;

    private LoopComparison() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String otherMain = args.length > 1 ? args[1] : ExplorationBenchmark.class.getName();
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        List<String> options = Stream.of(args).skip(3).toList();
        double[] thisBuild = new double[rounds];
        double[] otherBuild = new double[rounds];
        System.out.printf("%8s %12s %12s %8s%n", "round", "other, us", "this, us", "speed");
        for (int round = 0; round < rounds; round++) {
            otherBuild[round] = microsPerCandidate(args[0], otherMain, options);
            thisBuild[round] = microsPerCandidate(
                    System.getProperty("java.class.path"), ExplorationBenchmark.class.getName(), options);
            print("" + (round + 1), otherBuild[round], thisBuild[round]);
        }
        print("median", median(otherBuild), median(thisBuild));
        double[] ratios = IntStream.range(0, rounds)
                .mapToDouble(r -> otherBuild[r] / thisBuild[r])
                .toArray();
        System.out.printf(
                Locale.ROOT, "speed of this build relative to the other, median of the rounds: %.3f%n", median(ratios));
    }

    private static void print(String name, double otherMicros, double thisMicros) {
        System.out.printf(
                Locale.ROOT, "%8s %12.3f %12.3f %8.3f%n", name, otherMicros, thisMicros, otherMicros / thisMicros);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Microseconds of CPU time of one candidate. */
    private static double microsPerCandidate(String classPath, String main, List<String> options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath, main, "1", "" + CANDIDATES));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Duration before = null;
        Duration latest = Duration.ZERO;
        try (BufferedReader out = process.inputReader()) {
            while (process.isAlive() || out.ready()) {
                Optional<Duration> used = process.info().totalCpuDuration();
                if (used.isPresent()) {
                    latest = used.get();
                }
                if (!out.ready()) {
                    Thread.sleep(POLL_MS);
                } else if (out.readLine().contains(LAST_ROW_BEFORE)) {
                    before = latest;
                }
            }
        }
        if (before == null || process.waitFor() != 0) {
            throw new IllegalStateException("no figures from " + main + " with " + classPath);
        }
        return latest.minus(before).toNanos() / 1e3 / CANDIDATES;
    }
}
