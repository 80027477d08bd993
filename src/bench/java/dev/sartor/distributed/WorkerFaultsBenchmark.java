package dev.sartor.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Disturbs searches on a Spark cluster of two workers on this machine, and compares their trials with those of a search in one process.
 *
 * <p>Arguments: {@code FOLDER kill|stop|driver|pause N SEED}. {@code SPARK_HOME} names Spark, and {@code target/sartor-spark.jar} must be
 * built. The second argument says what happens at N random moments:
 *
 * <ul>
 *   <li>{@code kill}: an executor is killed, by SIGKILL.
 *   <li>{@code stop}: an executor hangs: SIGSTOP stops it and nothing continues it.
 *   <li>{@code driver}: the search itself is killed, and resumed.
 *   <li>{@code pause}: the search itself is stopped for 40 seconds, longer than executors may be silent.
 * </ul>
 *
 * Each of them adds a line to {@code FOLDER/faults.csv}: what happened, the second of the search, after how many seconds a lost executor
 * was noticed, and the number of trials at that moment. At its end a search adds the number of its trials, and whether they are those of
 * one process. A further call continues until the file has N lines of this kind. Variables of the environment: {@code SECONDS} is a time
 * limit, {@code TRIALS} the number of networks of a search.
 */
public final class WorkerFaultsBenchmark {
    private static final int MIN_WAIT_MS = 500;
    private static final int MAX_WAIT_MS = 8_000;
    private static final int PAUSE_MS = 40_000;
    private static final int POLL_MS = 100;
    private static final int NOTICE_TIMEOUT_MS = 90_000;
    private static final double MS_PER_SECOND = 1e3;

    private final Path folder;
    private final Fault fault;
    private final int count;
    private final SplittableRandom random;
    private final long endNanos;

    private enum Fault {
        KILL,
        STOP,
        DRIVER,
        PAUSE
    }

    private WorkerFaultsBenchmark(Path folder, Fault fault, int count, long seed) throws IOException {
        this.folder = folder;
        this.fault = fault;
        this.count = count;
        random = new SplittableRandom(seed + done());
        endNanos = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(Long.parseLong(System.getenv().getOrDefault("SECONDS", "1000000")));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        Fault fault = Fault.valueOf(args[1].toUpperCase(Locale.ROOT));
        new WorkerFaultsBenchmark(folder, fault, Integer.parseInt(args[2]), Long.parseLong(args[3])).run();
    }

    private void run() throws IOException, InterruptedException {
        SparkSearch reference = SparkSearch.reference(folder);
        while (continues()) {
            var search =
                    SparkSearch.onWorkers(folder, name() + "-" + Instant.now().getEpochSecond());
            disturb(search);
            search.complete();
            boolean equal = Files.mismatch(reference.trialsFile(), search.trialsFile()) < 0;
            append(name() + " search,,," + search.trials() + "," + (equal ? "equal" : "DIFFERENT"));
        }
    }

    private boolean continues() throws IOException {
        return done() < count && System.nanoTime() < endNanos;
    }

    private String name() {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    /** Runs a search, with faults until there are enough of them. */
    private void disturb(SparkSearch search) throws IOException, InterruptedException {
        Instant start = Instant.now();
        search.startOrResume();
        while (continues()
                && !search.process().waitFor(random.nextInt(MIN_WAIT_MS, MAX_WAIT_MS), TimeUnit.MILLISECONDS)) {
            double second = seconds(start, Instant.now());
            long trials = search.trials();
            switch (fault) {
                case KILL -> loseExecutor("KILL", search).ifPresent(s -> append(line(second, s, trials)));
                case STOP -> loseExecutor("STOP", search).ifPresent(s -> append(line(second, s, trials)));
                case DRIVER -> {
                    signal("KILL", search.process().toHandle());
                    search.process().waitFor();
                    append(line(second, Double.NaN, trials));
                    search.startOrResume();
                }
                case PAUSE -> {
                    signal("STOP", search.process().toHandle());
                    Thread.sleep(PAUSE_MS);
                    signal("CONT", search.process().toHandle());
                    append(line(second, Double.NaN, trials));
                }
            }
        }
    }

    /**
     * Sends a signal to one of the executors.
     *
     * @return the seconds after which its loss was noticed; empty if there was none, or the search ended meanwhile
     */
    private Optional<Double> loseExecutor(String signal, SparkSearch search) throws IOException, InterruptedException {
        List<ProcessHandle> executors = search.executors();
        if (executors.isEmpty()) {
            return Optional.empty();
        }
        int earlier = search.losses().size();
        Instant moment = Instant.now();
        signal(signal, executors.get(random.nextInt(executors.size())));
        for (int waited = 0; waited < NOTICE_TIMEOUT_MS && search.process().isAlive(); waited += POLL_MS) {
            List<Instant> losses = search.losses();
            if (losses.size() > earlier) {
                return Optional.of(seconds(moment, losses.get(earlier)));
            }
            Thread.sleep(POLL_MS);
        }
        return search.process().isAlive() ? Optional.of(Double.POSITIVE_INFINITY) : Optional.empty();
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MS_PER_SECOND;
    }

    private String line(double second, double noticed, long trials) {
        return String.format(Locale.ROOT, "%s,%.1f,%.1f,%d,", name(), second, noticed, trials);
    }

    private int done() throws IOException {
        Path file = folder.resolve("faults.csv");
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.filter(l -> l.startsWith(name() + ",")).count();
        }
    }

    private void append(String line) {
        System.out.println(line);
        try {
            Files.writeString(
                    folder.resolve("faults.csv"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
