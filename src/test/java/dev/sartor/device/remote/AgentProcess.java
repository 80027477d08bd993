package dev.sartor.device.remote;

import dev.sartor.base.process.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Starts {@code sartor agent} from the classes of this build and finds its processes. */
public final class AgentProcess {
    private AgentProcess() {}

    /** The command line that starts it. The cache's folder tells agents of different tests apart. */
    public static String commandLine(Path cache, String... options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // the class path stands in the environment, since a system shows only the beginning of a long command line
        List<String> words = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "dev.sartor.cli.Sartor",
                "agent",
                "--cache",
                cache.toString()));
        words.addAll(List.of(options));
        return "CLASSPATH=" + Shell.quote(System.getProperty("java.class.path")) + " "
                + words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    /** The running agents with this cache. */
    static List<ProcessHandle> running(Path cache) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .containsAll(List.of("dev.sartor.cli.Sartor", cache.toString())))
                .toList();
    }

    /** Waits until no agent with this cache is running. */
    static boolean awaitEndOfAll(Path cache) throws InterruptedException {
        for (int i = 0; i < 500 && !running(cache).isEmpty(); i++) {
            Thread.sleep(20);
        }
        return running(cache).isEmpty();
    }
}
