package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call of a command: the n-th with this path, from 1.
 *
 * @param path as the command gives it to the system; for a rename, the new name
 */
record KilledCall(String path, int n) {
    /** A call that succeeded, also if another thread's call was written between. */
    private static final Pattern CALL = Pattern.compile("^[0-9]+ +\\w+\\((.*)(<unfinished \\.\\.\\.>|\\) += 0)$");

    private static final Pattern PATH = Pattern.compile("\"([^\"]*)\"");
    /** Names that differ from run to run. */
    private static final Pattern TEMPORARY = Pattern.compile("-[0-9]+-[0-9]+(-[0-9]+)?(\\.tmp$|$|/)");

    /** The words that trace these calls, to a file. */
    static List<String> tracer(String calls, Path trace) {
        return List.of("strace", "-f", "--seccomp-bpf", "-qq", "-o", trace.toString(), "-e", "trace=" + calls);
    }

    /** The words that kill the process before this call. */
    List<String> killer(String calls) {
        return List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-P",
                path,
                "-e",
                "trace=" + calls,
                "-e",
                "inject=" + calls + ":signal=KILL:when=" + n);
    }

    /** The calls in a trace, without those with the path of a temporary file. */
    static List<KilledCall> read(Path trace) throws IOException {
        List<KilledCall> calls = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String line : Files.readAllLines(trace)) {
            Matcher call = CALL.matcher(line);
            if (call.find()) {
                String path = PATH.matcher(call.group(1))
                        .results()
                        .map(r -> r.group(1))
                        .reduce("", (_, last) -> last);
                if (!path.isEmpty() && !TEMPORARY.matcher(path).find()) {
                    calls.add(new KilledCall(path, counts.merge(path, 1, Integer::sum)));
                }
            }
        }
        return calls;
    }

    @Override
    public String toString() {
        return "call " + n + " with " + path;
    }
}
