package dev.sartor.cli;

import dev.sartor.base.file.FolderTree;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kills commands, continues them, and compares their files with those of a command that was not killed: {@code KillBenchmark FOLDER
 * [KILLS [COMMAND…]]}. Each command is killed before each of its renames, which {@code strace} injects, and at KILLS random moments.
 * Dates and durations are left out of the comparison, and the device is a script whose times do not change. The environment
 * variable {@code CALLS} names other system calls than renames. {@code MAX_CALLS} limits the number of kills at such calls; the calls
 * are then chosen at equal distances. If {@code FOLDER/run-here} is a small file system of its own, such as a tmpfs of
 * 8 MiB, the commands also run on a full disk: they must end with an error of three lines, and continue once there is space. The
 * files of undisturbed commands are kept in FOLDER for the next call; delete FOLDER after a change of Sartor.
 */
public final class KillBenchmark {
    private static final String RENAMES = "rename,renameat,renameat2";
    /** Entries of JSON files and reports that depend on date, duration or clock rate. */
    private static final String VOLATILE =
            "\"(made|started|seconds|clockMhz|tableSha256)\"\\s*:\\s*(\"[^\"]*\"|[-+.0-9Ee]+|null)";

    /** The number of runs in a row of a table, which depends on how long a call of the device takes. */
    private static final String RUN_COUNT = "(?m)^(([^,\\n]*,){5})[0-9]+,([0-9.]+)$";

    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z| UTC)?";
    /** The exit status of strace after the kill of what it traces. */
    private static final int KILLED = 137;

    private static final long SMALL_DISK = 64L << 20;
    private static final int[] FREE_KIB = {0, 4, 8, 16, 32, 64, 128, 256};
    private static final String FILLER = "filler";

    /** The folder that commands run in. */
    private static final String RUN = "run-here";

    private final Path folder;
    private final String calls;
    private final int maxCalls;

    private KillBenchmark(Path folder, String calls, int maxCalls) {
        this.folder = folder;
        this.calls = calls;
        this.maxCalls = maxCalls;
    }

    /** Counts of the kills and full disks of one command, and the faults found. */
    private static final class Outcome {
        int calls;
        int killsAtCalls;
        int killsAtMoments;
        int killsWhileRunning;
        int fullDisks;
        final List<String> faults = new ArrayList<>();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        Set<String> selected = new HashSet<>(Arrays.asList(args).subList(Math.min(2, args.length), args.length));
        var benchmark = new KillBenchmark(
                Files.createDirectories(folder),
                System.getenv().getOrDefault("CALLS", RENAMES),
                Integer.parseInt(System.getenv().getOrDefault("MAX_CALLS", "1000000")));
        Path before = benchmark.prepare();
        boolean noFaults = true;
        for (KilledCommand command : KilledCommand.all()) {
            Path after = folder.resolve("after-" + command.name().replaceAll("[^A-Za-z]+", "-"));
            Path duration = after.resolveSibling(after.getFileName() + ".seconds");
            if (!Files.exists(duration)) {
                // in the folder of the killed commands, since some files contain its path
                Path run = benchmark.copyToRunFolder(before);
                long start = System.nanoTime();
                benchmark.runToItsEnd(run, command.command());
                copy(run, after);
                Files.writeString(duration, Double.toString((System.nanoTime() - start) / 1e9));
            }
            if (selected.isEmpty() || selected.contains(command.name())) {
                double seconds = Double.parseDouble(Files.readString(duration));
                Outcome o = benchmark.kill(command, before, content(after), seconds, kills);
                System.out.printf(
                        "| %s | %d of %d | %d (%d) | %d | %d |%n",
                        command.name(),
                        o.killsAtCalls,
                        o.calls,
                        o.killsAtMoments,
                        o.killsWhileRunning,
                        o.fullDisks,
                        o.faults.size());
                o.faults.forEach(System.out::println);
                noFaults &= o.faults.isEmpty();
            }
            before = after;
        }
        System.exit(noFaults ? 0 : 1);
    }

    private Path prepare() throws IOException {
        Path start = folder.resolve("start");
        if (Files.exists(start)) {
            return start;
        }
        Files.createDirectories(start);
        Files.writeString(start.resolve("tiny.yaml"), """
            name: tiny
            input: {channels: 1, resolution: 12}
            activation: relu
            stem: {kernel: 3, stride: 1, channels: 8}
            stages:
              - depth: [1, 2, 3, 4]
                stride: 2
                channels: [8, 16]
                block: {kind: conv, kernel: [3, 5]}
            head: {channels: 0, classes: 10, dropout: 0}
            """);
        FakePhone.create(start);
        Path phone = start.resolve("phone/phone.yaml");
        // relative, so that the folder can be copied
        Files.writeString(
                phone, Files.readString(phone).replace(start.resolve("phone").toString(), "."));
        Files.writeString(start.resolve("one.yaml"), """
            name: one
            input: 1x12x12
            stem: {kernel: 3, stride: 1, channels: 8, activation: relu}
            blocks: [cn_r1_k3_s2_c8_nre]
            head: {channels: 0, classes: 10}
            """);
        Files.writeString(start.resolve("foreign.csv"), """
            unit,latency
            ir_r1_k3_s1_e6_c16_nre@16x14x14,0.125
            head_o10@24x6x6,0.0625
            """);
        return start;
    }

    private Outcome kill(
            KilledCommand command, Path before, Map<String, String> expected, double seconds, int randomKills)
            throws IOException, InterruptedException {
        var outcome = new Outcome();
        outcome.calls = callCount(command, before);
        int kills = Math.min(outcome.calls, maxCalls);
        for (int i = 1; i <= kills; i++) {
            // the last call is one of them
            killAtCall(command, before, expected, i * outcome.calls / kills, outcome);
        }
        var random = new SplittableRandom(1);
        for (int i = 0; i < randomKills; i++) {
            Path run = copyToRunFolder(before);
            Process process = start(run, command.command(), List.of());
            boolean ended = process.waitFor((long) (random.nextDouble() * seconds * 1e3), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            outcome.killsAtMoments++;
            outcome.killsWhileRunning += ended ? 0 : 1;
            check(command, run, expected, "random kill " + i, outcome);
        }
        Path disk = Files.createDirectories(folder.resolve(RUN));
        if (Files.getFileStore(disk).getTotalSpace() <= SMALL_DISK) {
            for (int kib : FREE_KIB) {
                fillDisk(command, before, expected, kib, outcome);
            }
        }
        return outcome;
    }

    private void fillDisk(
            KilledCommand command, Path before, Map<String, String> expected, int freeKib, Outcome outcome)
            throws IOException, InterruptedException {
        Path run = copyToRunFolder(before);
        Path filler = run.resolve(FILLER);
        long bytes = Files.getFileStore(run).getUsableSpace() - freeKib * 1024L;
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            for (long written = 0; written + page.length <= bytes; written += page.length) {
                out.write(page);
            }
        }
        int status = start(run, command.command(), List.of()).waitFor();
        String output = Files.readString(folder.resolve("output"));
        Files.delete(filler);
        outcome.fullDisks += status == 0 ? 0 : 1;
        if (status > 1
                || output.contains("internal error")
                || status == 1 && !output.contains("\n  fix:   free space")) {
            outcome.faults.add(command.name() + ", " + freeKib + " KiB free: status " + status + "\n" + output);
        }
        check(command, run, expected, freeKib + " KiB free", outcome);
    }

    /** The largest number of these system calls that one thread of the undisturbed command makes. */
    private int callCount(KilledCommand command, Path before) throws IOException, InterruptedException {
        Path trace = folder.resolve("trace");
        Files.deleteIfExists(trace);
        List<String> tracer = List.of("strace", "-f", "-qq", "-o", trace.toString(), "-e", "trace=" + calls);
        int status = start(copyToRunFolder(before), command.command(), tracer).waitFor();
        if (status != 0) {
            throw new IllegalStateException(command.name() + " ended with status " + status + " without a kill");
        }
        try (Stream<String> lines = Files.lines(trace)) {
            // strace counts the calls of each thread alone; a call that another thread interrupts is written on two
            // lines
            return lines
                    .filter(l -> l.contains("("))
                    .collect(Collectors.groupingBy(l -> l.split(" ")[0], Collectors.summingInt(_ -> 1)))
                    .values()
                    .stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
        }
    }

    private void killAtCall(KilledCommand command, Path before, Map<String, String> expected, int n, Outcome outcome)
            throws IOException, InterruptedException {
        Path run = copyToRunFolder(before);
        List<String> tracer = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + calls,
                "-e",
                "inject=" + calls + ":signal=KILL:when=" + n);
        int status = start(run, command.command(), tracer).waitFor();
        if (status != KILLED && status != 0) {
            throw new IllegalStateException(command.name() + " ended with status " + status + " without a kill");
        }
        outcome.killsAtCalls += status == KILLED ? 1 : 0;
        check(command, run, expected, "call " + n, outcome);
    }

    private void check(KilledCommand command, Path run, Map<String, String> expected, String kill, Outcome outcome)
            throws IOException, InterruptedException {
        List<String> words = command.resumed()
                .filter(r -> Files.exists(run.resolve(r.file())))
                .map(KilledCommand.Resumed::command)
                .orElse(command.command());
        Process process = start(run, words, List.of());
        int status = process.waitFor();
        Map<String, String> found = content(run);
        List<String> differences = new ArrayList<>();
        Set<String> names = new HashSet<>(expected.keySet());
        names.addAll(found.keySet());
        names.stream()
                .filter(name -> !expected.getOrDefault(name, "").equals(found.getOrDefault(name, "")))
                .sorted()
                .forEach(differences::add);
        if (status != 0 || !differences.isEmpty()) {
            outcome.faults.add(command.name() + ", " + kill + ": status " + status + ", differs in " + differences
                    + (status == 0 ? "" : "\n" + Files.readString(folder.resolve("output"))));
            Path kept = folder.resolve(
                    "fault-" + command.name().replaceAll("[^A-Za-z]+", "-") + "-" + outcome.faults.size());
            delete(kept);
            copy(run, kept);
        }
    }

    private Path copyToRunFolder(Path before) throws IOException {
        Path run = Files.createDirectories(folder.resolve(RUN));
        try (Stream<Path> left = Files.list(run)) {
            for (Path f : left.toList()) {
                delete(f);
            }
        }
        try (Stream<Path> files = Files.list(before)) {
            for (Path f : files.toList()) {
                copy(f, run.resolve(f.getFileName()));
            }
        }
        return run;
    }

    private void runToItsEnd(Path run, List<String> command) throws IOException, InterruptedException {
        if (start(run, command, List.of()).waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(folder.resolve("output")));
        }
    }

    private Process start(Path run, List<String> command, List<String> tracer) throws IOException {
        Path temporary = Files.createDirectories(run.resolve("tmp"));
        List<String> words = new ArrayList<>(tracer);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                "-Xlog:disable",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                absoluteClassPath(),
                Sartor.class.getName()));
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(run.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                        "XDG_CACHE_HOME", folder.resolve("cache").toString()));
        return builder.start();
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(p -> Path.of(p).toAbsolutePath().toString())
                        .toList());
    }

    /** The files of a folder by name, without what changes with the time of the day. */
    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(f -> !f.equals(folder))
                    .forEach(f -> content.put(folder.relativize(f).toString(), text(f)));
        }
        // the script counts its calls
        content.remove("phone/calls");
        return content;
    }

    private static String text(Path file) {
        try {
            return Files.isDirectory(file)
                    ? "a folder"
                    : "file "
                            + Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .replaceAll(VOLATILE, "\"$1\":0")
                                    .replaceAll(RUN_COUNT, "$1n,$3")
                                    .replaceAll(DATE, "DATE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path f : files.toList()) {
                Files.copy(f, to.resolve(from.relativize(f).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            FolderTree.delete(folder);
        }
    }
}
