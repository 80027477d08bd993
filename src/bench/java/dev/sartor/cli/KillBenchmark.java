package dev.sartor.cli;

import dev.sartor.base.file.FolderTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kills commands, continues them, and compares their files with those of a command that was not killed.
 *
 * <p>Arguments: {@code FOLDER calls|moments|disk N SEED [COMMAND…]}. All files are in FOLDER. The COMMANDs are names in {@link
 * KilledCommand#all}; without them, all are tested. The second argument says where a command is killed:
 *
 * <ul>
 *   <li>{@code calls}: {@code strace} kills it before its first rename, then before its second, and so on up to the N-th; a
 *       further run of the benchmark continues there. The variable {@code CALLS} of the environment names other system calls.
 *   <li>{@code moments}: at N random moments of its processor time, which SEED decides. If its files are in a state from which it was
 *       continued before, it is not killed and goes on.
 *   <li>{@code disk}: it is not killed, but runs on a full disk, with N different amounts of free space. {@code FOLDER/run-here} must be a
 *       small file system of its own, such as a tmpfs of 8 MiB. The command must end with an error of three lines, and continue once there
 *       is space.
 * </ul>
 *
 * The variable {@code SECONDS} of the environment is a time limit of the benchmark. FOLDER keeps the files of undisturbed commands, and
 * the counts, to which further calls add. Delete it after a change of Sartor.
 */
public final class KillBenchmark {
    private static final String CALLS = System.getenv().getOrDefault("CALLS", "rename,renameat,renameat2");

    private static final String CALLS_KIND = "calls";

    /** The exit status of a killed process, and of strace after the kill of what it traces. */
    private static final int KILLED = 137;

    private static final long END = System.nanoTime()
            + TimeUnit.SECONDS.toNanos(Long.parseLong(System.getenv().getOrDefault("SECONDS", "1000000")));

    /** Largest size of a file system that is filled, in bytes. */
    private static final long SMALL_DISK = 64L << 20;

    /** Free space of a full disk. */
    private static final int[] FREE_KIB = {0, 4, 8, 16, 32, 64, 128, 256};

    /** Number of moments at which a command is stopped while it runs once. */
    private static final int MOMENTS_PER_RUN = 20;

    private static final int POLL_MS = 5;
    private static final String FILLER = "filler";

    /** The folder that commands run in. */
    private static final String RUN = "run-here";

    private final Path folder;
    private final KilledProgram program;
    private final KilledStates states;
    private final KillCounts counts;

    /** An undisturbed command: the folder before it, the state after it, and its processor time in seconds. */
    private record Reference(KilledCommand command, Path before, FolderState after, double seconds) {}

    private KillBenchmark(Path folder) throws IOException {
        this.folder = folder;
        this.program = KilledProgram.in(folder);
        this.states = new KilledStates(folder);
        this.counts = new KillCounts(folder);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        int n = Integer.parseInt(args[2]);
        long seed = Long.parseLong(args[3]);
        Set<String> wanted = new HashSet<>(Arrays.asList(args).subList(4, args.length));
        var benchmark = new KillBenchmark(folder);
        boolean right = true;
        Path before = KillStart.in(folder);
        List<KilledCommand> commands = KilledCommand.all();
        if (!wanted.isEmpty()) {
            commands = commands.subList(0, lastOf(commands, wanted) + 1);
        }
        for (KilledCommand command : commands) {
            Reference reference = benchmark.reference(command, before);
            if (wanted.isEmpty() || wanted.contains(command.name())) {
                int faults = benchmark.kill(reference, args[1], n, seed);
                right &= faults == 0;
            }
            before = benchmark.after(command);
        }
        benchmark.counts.print(benchmark.states);
        System.exit(right ? 0 : 1);
    }

    private static int lastOf(List<KilledCommand> commands, Set<String> wanted) {
        return IntStream.range(0, commands.size())
                .filter(i -> wanted.contains(commands.get(i).name()))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("there is no command " + wanted));
    }

    private Path after(KilledCommand command) {
        return folder.resolve("after-" + command.fileName());
    }

    /**
     * Runs a command twice without a kill, unless that was done before. The first run writes the archive of loaded classes, by which
     * later runs start faster.
     */
    private Reference reference(KilledCommand command, Path before) throws IOException, InterruptedException {
        Path after = after(command);
        Path duration = folder.resolve(command.fileName() + ".seconds");
        if (!Files.exists(duration)) {
            // in the folder of the killed commands, since some files contain its path
            complete(command, program.startAndArchive(command, fresh(before)));
            FolderState first = FolderState.of(folder.resolve(RUN));
            Path run = fresh(before);
            double seconds = complete(command, program.start(command, run));
            List<String> differences = first.differences(FolderState.of(run));
            if (command.timeDependentFiles().isEmpty() && !differences.isEmpty()) {
                throw new IllegalStateException(command.name() + " differs without a kill: " + differences);
            }
            copy(run, after);
            Files.writeString(duration, Double.toString(seconds));
            System.out.printf("%s: %.2f s of processor time%n", command.name(), seconds);
        }
        return new Reference(command, before, FolderState.of(after), Double.parseDouble(Files.readString(duration)));
    }

    /** Waits for a command that must succeed, and returns its processor time in seconds. */
    private double complete(KilledCommand command, Process process) throws IOException, InterruptedException {
        double seconds = 0;
        while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
            seconds = Math.max(seconds, StoppableProcess.processorSeconds(process));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.command() + ": " + Files.readString(program.output()));
        }
        return seconds;
    }

    /** Kills a command in one of the three ways, and returns the number of faults. */
    private int kill(Reference reference, String kind, int n, long seed) throws IOException, InterruptedException {
        return switch (kind) {
            case CALLS_KIND -> killAtCalls(reference, n, seed);
            case "moments" -> killAtMoments(reference, n, seed);
            case "disk" -> fillDisk(reference, n, seed);
            default -> throw new IllegalArgumentException(kind + " is not calls, moments or disk");
        };
    }

    /** Kills a command before its first call, its second, and so on, after those of earlier runs of the benchmark. */
    private int killAtCalls(Reference reference, int n, long seed) throws IOException, InterruptedException {
        KilledCommand command = reference.command();
        Path trace = folder.resolve("trace");
        Files.deleteIfExists(trace);
        complete(
                command,
                program.start(command.command(), command, fresh(reference.before()), SystemCalls.tracer(CALLS, trace)));
        int calls = SystemCalls.count(trace);
        System.out.println(command.name() + " makes " + calls + " calls");
        int faults = 0;
        int killedBefore = counts.number(command, CALLS_KIND);
        for (int i = killedBefore + 1; i <= Math.min(calls, n) && System.nanoTime() < END; i++) {
            Path run = fresh(reference.before());
            int status = program.start(command.command(), command, run, SystemCalls.killer(CALLS, i))
                    .waitFor();
            if (status != KILLED) {
                throw new IllegalStateException(
                        command.name() + " was not killed before call " + i + ": status " + status);
            }
            boolean right = check(reference, run, "call " + i);
            counts.add(command, CALLS_KIND, seed, KillCounts.WAS_KILLED, right);
            faults += right ? 0 : 1;
        }
        return faults;
    }

    /**
     * Stops a command at random moments while it runs. If its files are in a state from which it has continued before, it goes on; else
     * it is killed, and started again for the other moments. The moments of one run are spread over the whole command, so that all of its
     * parts are tested alike, also if the time limit ends the benchmark.
     */
    private int killAtMoments(Reference reference, int n, long seed) throws IOException, InterruptedException {
        var random = new SplittableRandom(seed);
        int faults = 0;
        for (int left = n; left > 0 && System.nanoTime() < END; left -= MOMENTS_PER_RUN) {
            faults += killWhileItRuns(reference, random, Math.min(left, MOMENTS_PER_RUN), seed);
        }
        return faults;
    }

    /** Stops a command at n random moments in ascending order, and returns the number of faults. */
    private int killWhileItRuns(Reference reference, SplittableRandom random, int n, long seed)
            throws IOException, InterruptedException {
        int faults = 0;
        double[] moments = moments(random, n, reference);
        while (moments.length > 0 && System.nanoTime() < END) {
            Path run = fresh(reference.before());
            var process = new StoppableProcess(program.start(reference.command(), run));
            int done = 0;
            boolean killed = false;
            while (!killed && done < moments.length && System.nanoTime() < END && process.stopAfter(moments[done])) {
                killed = !states.contains(reference.command(), FolderState.of(run));
                boolean right = true;
                if (killed) {
                    process.kill();
                    right = check(reference, run, "moment %.2f s".formatted(moments[done]));
                } else {
                    process.goOn();
                }
                counts.add(reference.command(), "moments", seed, killed, right);
                faults += right ? 0 : 1;
                done++;
            }
            process.kill();
            // a command that ended before a moment has other moments the next time
            moments = killed
                    ? Arrays.copyOfRange(moments, done, moments.length)
                    : moments(random, moments.length - done, reference);
        }
        return faults;
    }

    /** A random moment in each n-th of a command. */
    private static double[] moments(SplittableRandom random, int n, Reference reference) {
        return IntStream.range(0, n)
                .mapToDouble(i -> (i + random.nextDouble()) * reference.seconds() / n)
                .toArray();
    }

    /** Runs a command on disks with different amounts of free space, and returns the number of faults. */
    private int fillDisk(Reference reference, int n, long seed) throws IOException, InterruptedException {
        int faults = 0;
        for (int kib : Arrays.stream(FREE_KIB).limit(n).toArray()) {
            boolean right = fillDisk(reference, kib);
            counts.add(reference.command(), "disk", seed, KillCounts.WAS_NOT_KILLED, right);
            faults += right ? 0 : 1;
        }
        return faults;
    }

    private boolean fillDisk(Reference reference, int freeKib) throws IOException, InterruptedException {
        Path run = fresh(reference.before());
        if (Files.getFileStore(run).getTotalSpace() > SMALL_DISK) {
            throw new IllegalStateException(run + " is not a small file system of its own");
        }
        Path filler = run.resolve(FILLER);
        long bytes = Files.getFileStore(run).getUsableSpace() - freeKib * 1024L;
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            for (long written = 0; written + page.length <= bytes; written += page.length) {
                out.write(page);
            }
        }
        int status = program.start(reference.command(), run).waitFor();
        String output = Files.readString(program.output());
        Files.delete(filler);
        boolean threeLines =
                status == 0 || status == 1 && output.contains("\n  fix:   free space") && !output.contains("internal");
        if (!threeLines) {
            System.out.println(
                    reference.command().name() + ", " + freeKib + " KiB free: status " + status + "\n" + output);
        }
        return check(reference, run, freeKib + " KiB free") && threeLines;
    }

    /** Continues a killed command, and compares its files with those of the undisturbed one. */
    private boolean check(Reference reference, Path run, String kill) throws IOException, InterruptedException {
        KilledCommand command = reference.command();
        FolderState left = FolderState.of(run);
        if (states.contains(command, left)) {
            return true;
        }
        Path kept = folder.resolve("left");
        copy(run, kept);
        int status =
                program.start(resumed(command, run), command, run, List.of()).waitFor();
        String output = Files.readString(program.output());
        Path continued = folder.resolve("continued");
        copy(run, continued);
        List<String> differences =
                (status == 0 ? expected(reference) : reference.after()).differences(FolderState.of(continued));
        if (status == 0 && differences.isEmpty()) {
            states.add(command, left);
            return true;
        }
        System.out.println(
                command.name() + ", " + kill + ": status " + status + ", differs in " + differences + "\n" + output);
        Path fault =
                folder.resolve("fault-" + command.fileName() + "-" + left.hash().substring(0, 8));
        copy(kept, fault.resolve("left"));
        copy(continued, fault.resolve("continued"));
        return false;
    }

    /** The words of the command that continues in a folder. */
    private static List<String> resumed(KilledCommand command, Path run) {
        return command.resumed()
                .filter(r -> Files.exists(run.resolve(r.file())))
                .map(KilledCommand.Resumed::command)
                .orElse(command.command());
    }

    /**
     * The files of a command that was not killed. If some of them depend on measured times, the command is run once more, starting with
     * these files of the continued one.
     */
    private FolderState expected(Reference reference) throws IOException, InterruptedException {
        KilledCommand command = reference.command();
        if (command.timeDependentFiles().isEmpty()) {
            return reference.after();
        }
        Path run = fresh(reference.before());
        for (String file : command.timeDependentFiles()) {
            copy(folder.resolve("continued").resolve(file), run.resolve(file));
        }
        complete(command, program.start(resumed(command, run), command, run, List.of()));
        return FolderState.of(run);
    }

    /** Replaces the content of the folder that commands run in by a copy of another folder. */
    private Path fresh(Path before) throws IOException {
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

    private static void copy(Path from, Path to) throws IOException {
        delete(to);
        Files.createDirectories(to.getParent());
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
