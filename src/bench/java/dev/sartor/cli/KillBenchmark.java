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
import java.util.stream.Stream;

/**
 * Kills commands, continues them, and compares their files with those of a command that was not killed: {@code KillBenchmark FOLDER
 * calls|moments|disk N SEED [COMMAND…]}.
 *
 * <ul>
 *   <li>{@code calls}: before each of the first N renames, which {@code strace} injects; {@code CALLS} in the environment names other
 *       system calls.
 *   <li>{@code moments}: N times while the command runs, after a random share of its processor time.
 *   <li>{@code disk}: with a full disk, if {@code FOLDER/run-here} is a small file system of its own, such as a tmpfs of 8 MiB: the
 *       command must end with three lines, and continue once there is space.
 * </ul>
 *
 * A command continues once from each state that a kill left (see {@link KilledStates}). The counts of all calls of the benchmark are
 * summed in FOLDER, as are the results of the undisturbed commands; delete FOLDER after a change of Sartor.
 */
public final class KillBenchmark {
    private static final String CALLS = System.getenv().getOrDefault("CALLS", "rename,renameat,renameat2");
    /** The exit status of a killed process, and of strace after the kill of what it traces. */
    private static final int KILLED = 137;

    private static final int TICKS_PER_SECOND = 100;
    private static final long SMALL_DISK = 64L << 20;
    private static final int[] FREE_KIB = {0, 4, 8, 16, 32, 64, 128, 256};
    private static final String FILLER = "filler";

    /** The folder that commands run in. */
    private static final String RUN = "run-here";

    private final Path folder;
    private final KilledProgram program;
    private final KilledStates states;

    /** An undisturbed command: the folders before and after it, and its processor time. */
    private record Reference(KilledCommand command, Path before, FolderState after, double seconds) {}

    private KillBenchmark(Path folder) throws IOException {
        this.folder = folder;
        this.program = KilledProgram.in(folder);
        this.states = new KilledStates(folder);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        int n = Integer.parseInt(args[2]);
        long seed = Long.parseLong(args[3]);
        Set<String> wanted = new HashSet<>(Arrays.asList(args).subList(4, args.length));
        var benchmark = new KillBenchmark(folder);
        var counts = new KillCounts(folder);
        boolean right = true;
        Path before = KillStart.in(folder);
        for (KilledCommand command : KilledCommand.all()) {
            Reference reference = benchmark.reference(command, before);
            if (wanted.isEmpty() || wanted.contains(command.name())) {
                int faults = benchmark.kill(reference, args[1], n, seed, counts);
                right &= faults == 0;
            }
            before = benchmark.after(command);
        }
        counts.print(benchmark.states);
        System.exit(right ? 0 : 1);
    }

    private Path after(KilledCommand command) {
        return folder.resolve("after-" + command.fileName());
    }

    /** Runs a command twice without a kill, unless that was done before: the first writes its archive of classes. */
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
            if (!differences.isEmpty()) {
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
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            seconds = Math.max(seconds, processorSeconds(process));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.command() + ": " + Files.readString(program.output()));
        }
        return seconds;
    }

    /** The processor time of a process so far; 0 if it has ended. */
    private static double processorSeconds(Process process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Kills a command as a word of the command line says, and returns the number of faults. */
    private int kill(Reference reference, String kind, int n, long seed, KillCounts counts)
            throws IOException, InterruptedException {
        List<KilledCall> calls = kind.equals("calls") ? calls(reference) : List.of();
        var random = new SplittableRandom(seed);
        int kills = Math.min(n, kind.equals("calls") ? calls.size() : kind.equals("disk") ? FREE_KIB.length : n);
        int faults = 0;
        for (int i = 0; i < kills; i++) {
            boolean right = switch (kind) {
                case "calls" -> killAt(reference, calls.get(i));
                case "moments" -> killAtMoment(reference, random);
                case "disk" -> fillDisk(reference, FREE_KIB[i]);
                default -> throw new IllegalArgumentException(kind + " is not calls, moments or disk");
            };
            faults += right ? 0 : 1;
            counts.add(reference.command(), kind, seed, right);
        }
        return faults;
    }

    /** The calls of the undisturbed command. */
    private List<KilledCall> calls(Reference reference) throws IOException, InterruptedException {
        Path trace = folder.resolve("trace");
        Files.deleteIfExists(trace);
        Path run = fresh(reference.before());
        complete(
                reference.command(),
                program.start(
                        reference.command().command(), reference.command(), run, KilledCall.tracer(CALLS, trace)));
        return KilledCall.read(trace);
    }

    private boolean killAt(Reference reference, KilledCall call) throws IOException, InterruptedException {
        Path run = fresh(reference.before());
        KilledCommand command = reference.command();
        int status = program.start(command.command(), command, run, call.killer(CALLS))
                .waitFor();
        if (status != KILLED) {
            throw new IllegalStateException(command.name() + " was not killed before " + call + ": status " + status);
        }
        return check(reference, run, call.toString());
    }

    /** Kills a command while it runs; one that ended before is started again, with another moment. */
    private boolean killAtMoment(Reference reference, SplittableRandom random)
            throws IOException, InterruptedException {
        while (true) {
            double seconds = random.nextDouble() * reference.seconds();
            Path run = fresh(reference.before());
            Process process = program.start(reference.command(), run);
            while (processorSeconds(process) < seconds && process.isAlive()) {
                Thread.sleep(2);
            }
            // the processor time is known to a hundredth of a second
            Thread.sleep(random.nextInt(1000 / TICKS_PER_SECOND));
            boolean running = process.isAlive();
            process.destroyForcibly().waitFor();
            if (running && process.exitValue() == KILLED) {
                return check(reference, run, "moment %.2f s".formatted(seconds));
            }
        }
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
        List<String> words = command.resumed()
                .filter(r -> Files.exists(run.resolve(r.file())))
                .map(KilledCommand.Resumed::command)
                .orElse(command.command());
        int status = program.start(words, command, run, List.of()).waitFor();
        List<String> differences = reference.after().differences(FolderState.of(run));
        if (status == 0 && differences.isEmpty()) {
            states.add(command, left);
            return true;
        }
        System.out.println(command.name() + ", " + kill + ": status " + status + ", differs in " + differences + "\n"
                + Files.readString(program.output()));
        Path fault =
                folder.resolve("fault-" + command.fileName() + "-" + left.hash().substring(0, 8));
        copy(kept, fault.resolve("left"));
        copy(run, fault.resolve("continued"));
        return false;
    }

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
