package dev.sartor.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A search in a process of its own, with executors of Spark as its children. Its trainings take a second or two. */
final class SparkSearch {
    private static final String MASTER = "local-cluster[2,1,1024]";
    private static final int POLL_MS = 100;
    private static final int START_TIMEOUT_MS = 180_000;

    private static final List<String> SEARCH = List.of(
            "--space", "src/test/resources/dev/sartor/search/tiny.yaml",
            "--data", "shapes:size=24,rgb,train=300,validation=80,test=60",
            "--accuracy", "training:epochs=8,images=120,batch=16,folds=1",
            "--limit", "macs<=100M",
            "--algorithm", "random",
            "--steady-state", "6",
            "--trials", System.getenv().getOrDefault("TRIALS", "80"));

    private static final List<String> JAVA_OPTIONS =
            List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC");

    private final Path folder;
    private final Path run;
    private final List<String> workers;
    private Process process;
    private int starts;

    private SparkSearch(Path folder, String run, List<String> workers) {
        this.folder = folder;
        this.run = folder.resolve(run);
        this.workers = workers;
    }

    /** Runs the search in one process, unless its folder exists. */
    static SparkSearch reference(Path folder) throws IOException, InterruptedException {
        var search = new SparkSearch(folder, "reference", List.of());
        if (!Files.exists(search.run.resolve("report.html"))) {
            search.start();
            search.complete();
        }
        return search;
    }

    /** A search that was not started yet. */
    static SparkSearch onWorkers(Path folder, String run) {
        return new SparkSearch(folder, run, List.of("--workers", MASTER));
    }

    /** Starts the search, or continues it if it was killed, and waits until it has an executor or has ended. */
    void startOrResume() throws IOException, InterruptedException {
        start();
        for (int waited = 0; waited < START_TIMEOUT_MS && process.isAlive(); waited += POLL_MS) {
            if (log().stream()
                            .filter(l -> l.contains(" executor 0 ") && l.endsWith(" started"))
                            .count()
                    >= starts) {
                return;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private void start() throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JAVA_OPTIONS);
        words.addAll(
                List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), "dev.sartor.cli.Sartor", "search"));
        if (Files.exists(run.resolve("config.yaml"))) {
            words.addAll(List.of("--resume", run.toString()));
        } else {
            words.addAll(List.of("--out", run.toString()));
            words.addAll(SEARCH);
        }
        words.addAll(workers);
        Path settings = Files.createDirectories(folder.resolve("conf")).resolve("spark-defaults.conf");
        Files.writeString(settings, "spark.executor.extraJavaOptions " + String.join(" ", JAVA_OPTIONS) + "\n");
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("SPARK_CONF_DIR", settings.getParent().toString());
        environment.putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
        environment.putIfAbsent("SPARK_SCALA_VERSION", "2.13");
        process = builder.start();
        starts++;
    }

    Process process() {
        return process;
    }

    /** Waits until the search has ended. */
    void complete() throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the search failed; see output.txt in " + folder);
        }
    }

    /** The executors that run now. */
    List<ProcessHandle> executors() {
        return process.descendants().filter(SparkSearch::isExecutor).toList();
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
    List<Instant> losses() throws IOException {
        return log().stream()
                .filter(l -> l.contains(" was lost: "))
                .map(l -> Instant.parse(l.substring(0, l.indexOf(' '))))
                .toList();
    }

    /** What became of the executors. */
    private List<String> log() throws IOException {
        if (!Files.exists(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(run)) {
            Optional<Path> log = files.filter(f -> f.endsWith("workers.log")).findFirst();
            return log.isPresent() ? Files.readAllLines(log.get()) : List.of();
        }
    }

    /** The number of trials that were recorded. */
    long trials() throws IOException {
        if (!Files.exists(trialsFile())) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(trialsFile())) {
            return lines.count();
        }
    }

    Path trialsFile() {
        return run.resolve("trials.jsonl");
    }
}
