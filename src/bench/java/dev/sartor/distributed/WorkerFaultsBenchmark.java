package dev.sartor.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
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
 * Each moment adds a line to {@code FOLDER/faults.csv}: what happened, the second of the search, after how many seconds a lost executor was
 * noticed, and the trials that the search had recorded; each search that ended adds whether its trials are those of one process. A
 * further call continues until the file has N lines of the second argument. The variable {@code SECONDS} of the environment is a time limit.
 */
public final class WorkerFaultsBenchmark {
    private static final String MASTER = "local-cluster[2,1,1024]";
    private static final int MIN_WAIT_MS = 1_000;
    private static final int MAX_WAIT_MS = 12_000;
    private static final int PAUSE_MS = 40_000;
    private static final int POLL_MS = 100;
    private static final int NOTICE_TIMEOUT_MS = 90_000;
    private static final int START_TIMEOUT_MS = 180_000;

    private static final List<String> SEARCH = List.of(
            "--space", "small-28",
            "--data", "shapes:train=1000,validation=100,test=60,size=28",
            "--accuracy", "training:epochs=5,images=800,batch=32,folds=1",
            "--limit", "macs<=3M",
            "--algorithm", "random",
            "--steady-state", "6",
            "--trials", System.getenv().getOrDefault("TRIALS", "60"));

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
        Path reference = folder.resolve("reference");
        if (!Files.exists(reference.resolve("report.html"))) {
            complete(search(reference, "reference", List.of()));
        }
        for (int number = 1; done() < count && System.nanoTime() < endNanos; number++) {
            Path run = folder.resolve(name() + "-" + Instant.now().getEpochSecond());
            System.out.println("search " + number + " in " + run);
            disturb(run);
            boolean equal = Files.mismatch(reference.resolve("trials.jsonl"), run.resolve("trials.jsonl")) < 0;
            append(name() + "-search,,," + lines(run.resolve("trials.jsonl")) + "," + (equal ? "equal" : "DIFFERENT"));
        }
    }

    private String name() {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    /** Runs a search, with faults until there are enough of them. */
    private void disturb(Path run) throws IOException, InterruptedException {
        List<String> workers = List.of("--workers", MASTER);
        Process search = search(run, name(), workers);
        long start = System.nanoTime();
        int starts = 0;
        awaitExecutor(search, run, ++starts);
        while (done() < count && System.nanoTime() < endNanos) {
            if (search.waitFor(random.nextInt(MIN_WAIT_MS, MAX_WAIT_MS), TimeUnit.MILLISECONDS)) {
                break;
            }
            double second = (System.nanoTime() - start) / 1e9;
            Optional<Double> noticeSeconds = Optional.empty();
            switch (fault) {
                case KILL, STOP -> noticeSeconds = lose(search, run);
                case DRIVER -> {
                    signal("KILL", search.pid());
                    search.waitFor();
                    append(line(second, noticeSeconds, run));
                    search = resume(run, workers);
                    awaitExecutor(search, run, ++starts);
                    continue;
                }
                case PAUSE -> {
                    signal("STOP", search.pid());
                    Thread.sleep(PAUSE_MS);
                    signal("CONT", search.pid());
                    noticeSeconds = Optional.of(0.0);
                }
            }
            if (noticeSeconds.isPresent()) {
                append(line(second, noticeSeconds, run));
            }
        }
        complete(search);
    }

    private String line(double second, Optional<Double> noticeSeconds, Path run) throws IOException {
        return String.format(
                Locale.ROOT,
                "%s,%.1f,%s,%d,",
                name(),
                second,
                noticeSeconds.map(s -> String.format(Locale.ROOT, "%.1f", s)).orElse(""),
                lines(run.resolve("trials.jsonl")));
    }

    /**
     * Kills or stops one of the executors.
     *
     * @return the seconds after which its loss was noticed; empty if there was none, or the search ended meanwhile
     */
    private Optional<Double> lose(Process search, Path run) throws IOException, InterruptedException {
        List<ProcessHandle> executors =
                search.descendants().filter(WorkerFaultsBenchmark::isExecutor).toList();
        if (executors.isEmpty()) {
            return Optional.empty();
        }
        int earlier = losses(run).size();
        Instant moment = Instant.now();
        signal(
                fault == Fault.KILL ? "KILL" : "STOP",
                executors.get(random.nextInt(executors.size())).pid());
        for (int waited = 0; waited < NOTICE_TIMEOUT_MS && search.isAlive(); waited += POLL_MS) {
            List<Instant> losses = losses(run);
            if (losses.size() > earlier) {
                return Optional.of(Math.max(0, (losses.get(earlier).toEpochMilli() - moment.toEpochMilli()) / 1e3));
            }
            Thread.sleep(POLL_MS);
        }
        return search.isAlive() ? Optional.of(Double.POSITIVE_INFINITY) : Optional.empty();
    }

    private static boolean isExecutor(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains("CoarseGrainedExecutorBackend");
        } catch (IOException e) {
            // it has ended
            return false;
        }
    }

    /** The times at which the search noticed that it had lost an executor. */
    private static List<Instant> losses(Path run) throws IOException {
        return log(run).filter(l -> l.contains(" was lost: "))
                .map(l -> Instant.parse(l.substring(0, l.indexOf(' '))))
                .toList();
    }

    private static Stream<String> log(Path run) throws IOException {
        if (!Files.exists(run)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(run)) {
            Optional<Path> log = files.filter(f -> f.endsWith("workers.log")).findFirst();
            return log.isPresent() ? Files.readAllLines(log.get()).stream() : Stream.empty();
        }
    }

    /** Waits until the search has had an executor since its last start. */
    private void awaitExecutor(Process search, Path run, int starts) throws IOException, InterruptedException {
        for (int waited = 0; waited < START_TIMEOUT_MS && search.isAlive(); waited += POLL_MS) {
            if (log(run).filter(l -> l.contains(" executor 0 ") && l.endsWith(" started"))
                            .count()
                    >= starts) {
                return;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private Process search(Path run, String output, List<String> more) throws IOException {
        List<String> words = new ArrayList<>(List.of("search", "--out", run.toString()));
        words.addAll(SEARCH);
        words.addAll(more);
        return start(words, output);
    }

    /** Continues a killed search, or starts it again if it was killed before it had a folder. */
    private Process resume(Path run, List<String> workers) throws IOException {
        if (!Files.exists(run.resolve("config.yaml"))) {
            return search(run, name(), workers);
        }
        List<String> words = new ArrayList<>(List.of("search", "--resume", run.toString()));
        words.addAll(workers);
        return start(words, name());
    }

    private Process start(List<String> arguments, String output) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-Dsartor.home=" + System.getProperty("sartor.home", System.getProperty("user.dir")),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sartor.cli.Sartor"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(output + ".txt").toFile()));
        builder.environment().putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().putIfAbsent("SPARK_SCALA_VERSION", "2.13");
        return builder.start();
    }

    private void complete(Process search) throws InterruptedException {
        if (search.waitFor() != 0) {
            throw new IllegalStateException("the search failed; see the texts in " + folder);
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    private int done() throws IOException {
        Path file = folder.resolve("faults.csv");
        return Files.exists(file)
                ? (int) Files.readAllLines(file).stream()
                        .filter(l -> l.startsWith(name() + ","))
                        .count()
                : 0;
    }

    private void append(String line) throws IOException {
        System.out.println(line);
        Files.writeString(
                folder.resolve("faults.csv"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
