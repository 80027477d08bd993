package dev.sartor.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the Jazzer fuzzer on one target or on all, each in a process of its own: {@code TARGET|all SECONDS}. Inputs that cover more
 * code are collected in {@code target/fuzz/TARGET}; an input that finds a fault is written to {@code target/fuzz}.
 */
public final class Fuzz {
    private static final Path FOLDER = Path.of("target/fuzz");

    private Fuzz() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<FuzzTarget> targets = Arrays.stream(FuzzTarget.values())
                .filter(t -> args[0].equals("all") || t.word().equals(args[0]))
                .toList();
        List<String> failed = new ArrayList<>();
        for (FuzzTarget target : targets) {
            if (run(target, args[1]) != 0) {
                failed.add(target.word());
            }
        }
        System.out.println(targets.size() + " targets, faults in " + failed);
        System.exit(failed.isEmpty() && !targets.isEmpty() ? 0 : 1);
    }

    private static int run(FuzzTarget target, String seconds) throws IOException, InterruptedException {
        Path found = Files.createDirectories(FOLDER.resolve(target.word()));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx512m",
                        "-Dsartor.fuzz.target=" + target.word(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + JazzerTarget.class.getName(),
                        "--instrumentation_includes=dev.sartor.**",
                        "--reproducer_path=" + FOLDER,
                        "-artifact_prefix=" + FOLDER + "/" + target.word() + "-",
                        "-timeout=5",
                        "-max_total_time=" + seconds,
                        found.toString(),
                        "src/fuzz/corpus/" + target.word())
                .inheritIO()
                .start()
                .waitFor();
    }
}
