package dev.sartor.device.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The processors that this process may use: first one processor of every core, then the second of every core, and so on.
 *
 * @param processors the numbers of the processors in Linux; empty if the system does not report them
 */
public record AllowedProcessors(List<Integer> processors) {
    private static final String RANGES = "\\d+(-\\d+)?(,\\d+(-\\d+)?)*";

    public AllowedProcessors {
        processors = List.copyOf(processors);
    }

    /** @param root the root of the system files; {@code /} except in tests */
    public static AllowedProcessors read(Path root) {
        var files = new SystemFiles(root);
        Map<String, List<Integer>> byCore = new LinkedHashMap<>();
        files.value("proc/self/status", "Cpus_allowed_list").filter(l -> l.matches(RANGES)).stream()
                .flatMap(AllowedProcessors::numbers)
                .forEach(p -> byCore.computeIfAbsent(
                                files.line("sys/devices/system/cpu/cpu" + p + "/topology/thread_siblings_list")
                                        .orElse("a core of " + p + " alone"),
                                _ -> new ArrayList<>())
                        .add(p));
        int perCore = byCore.values().stream().mapToInt(List::size).max().orElse(0);
        return new AllowedProcessors(IntStream.range(0, perCore)
                .boxed()
                .flatMap(i -> byCore.values().stream().filter(c -> c.size() > i).map(c -> c.get(i)))
                .toList());
    }

    private static Stream<Integer> numbers(String ranges) {
        return Stream.of(ranges.split(",")).flatMap(range -> {
            String[] ends = range.split("-");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .boxed();
        });
    }

    /** A processor for each thread except the first, which is the calling thread; empty if there are too few processors. */
    public List<Integer> forAdditionalThreads(int threads) {
        return threads > processors.size() ? List.of() : processors.subList(1, threads);
    }
}
