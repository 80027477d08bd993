package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines of {@code strace}, which trace the system calls of a command, or kill it before one of them. */
final class SystemCalls {
    private SystemCalls() {}

    /** The strace command line, to put before a command, that writes its calls to a file. */
    static List<String> tracer(String calls, Path trace) {
        return List.of("strace", "-f", "-qq", "-o", trace.toString(), "-e", "trace=" + calls);
    }

    /** The strace command line, to put before a command, that kills it before the n-th of its calls, from 1. */
    static List<String> killer(String calls, int n) {
        return List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + calls,
                "-e",
                "inject=" + calls + ":signal=KILL:when=" + n);
    }

    /** The number of calls of the thread that made the most, in a trace: strace counts the calls of each thread separately. */
    static int count(Path trace) throws IOException {
        try (Stream<String> lines = Files.lines(trace)) {
            // a call during which another thread makes one is written on two lines, of which only the first has a (
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
}
