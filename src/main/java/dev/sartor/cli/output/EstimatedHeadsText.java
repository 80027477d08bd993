package dev.sartor.cli.output;

import dev.sartor.latency.prediction.EstimatedHeads;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The sentence that a command prints first if a table has the heads of networks only with other numbers of classes. */
public final class EstimatedHeadsText {
    private EstimatedHeadsText() {}

    /** {@code table mine has heads of 10 classes, the networks have 37: the latency of their heads is estimated}. */
    public static String of(EstimatedHeads heads) {
        return "table " + heads.table() + " has heads of " + list(heads.measured()) + " classes, the networks have "
                + list(heads.needed()) + ": the latency of their heads is estimated";
    }

    private static String list(SortedSet<Integer> numbers) {
        String all = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " and" + all.substring(last + 1);
    }
}
