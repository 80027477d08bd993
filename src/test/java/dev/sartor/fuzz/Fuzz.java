package dev.sartor.fuzz;

import dev.sartor.base.file.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the Jazzer fuzzer: {@code TARGET,…|all|together SECONDS [SEED]}. Targets are run one after the other, each in a process of
 * its own and for so many seconds; {@code together} is one process in which the first byte of an input chooses the target, without
 * {@code live-page}. Inputs that cover more code are collected in {@code target/fuzz/TARGET}; an input that finds a fault is
 * written to {@code target/fuzz}.
 */
public final class Fuzz {
    /** Folder of counts, of collected inputs, and of inputs that found a fault. */
    static final Path FOLDER = Path.of("target/fuzz");

    private static final String TOGETHER = "together";
    private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";
    /** Limit of the wall-clock time of an input; {@link JazzerTarget} limits the CPU time, because other processes delay every input. */
    private static final int TIMEOUT_S = 60;

    private Fuzz() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // the seed 0 stands for another seed each time
        String seed = args.length > 2 ? args[2] : "0";
        List<String> failed = new ArrayList<>();
        if (args[0].equals(TOGETHER)) {
            Path seeds = temporaryFolder();
            for (FuzzTarget target : JazzerTarget.TOGETHER) {
                int number = 0;
                for (byte[] input : target.corpus()) {
                    Files.write(seeds.resolve(target.word() + "-" + number++), JazzerTarget.inputFor(target, input));
                }
            }
            if (run(Optional.empty(), seeds, args[1], seed) != 0) {
                failed.add(TOGETHER);
            }
            FolderTree.delete(seeds);
        } else {
            for (FuzzTarget target : FuzzTarget.ofWords(args[0])) {
                if (run(Optional.of(target), target.corpusFolder(), args[1], seed) != 0) {
                    failed.add(target.word());
                }
            }
        }
        System.out.println("faults in " + failed);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    /** A new folder in memory where there is one, because every input is written to a file. */
    static Path temporaryFolder() throws IOException {
        Path memory = Path.of("/dev/shm");
        String prefix = "sartor-fuzz-";
        return Files.isWritable(memory) ? Files.createTempDirectory(memory, prefix) : Files.createTempDirectory(prefix);
    }

    private static int run(Optional<FuzzTarget> target, Path seeds, String seconds, String seed)
            throws IOException, InterruptedException {
        String name = target.map(FuzzTarget::word).orElse(TOGETHER);
        Path foundFolder = Files.createDirectories(FOLDER.resolve(name));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m"));
        target.ifPresent(t -> command.add("-Dsartor.fuzz.target=" + t.word()));
        // a device file has a regular expression on purpose; no target but the page may open a connection
        command.add("-Djazzer.disabled_hooks=" + SANITIZERS + "RegexInjection"
                + (target.equals(Optional.of(FuzzTarget.LIVE_PAGE))
                        ? ":" + SANITIZERS + "ServerSideRequestForgery"
                        : ""));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--instrumentation_includes=dev.sartor.**",
                "--reproducer_path=" + FOLDER,
                "-artifact_prefix=" + FOLDER + "/" + name + "-",
                "-timeout=" + TIMEOUT_S,
                "-max_total_time=" + seconds,
                "-seed=" + seed,
                foundFolder.toString(),
                seeds.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
