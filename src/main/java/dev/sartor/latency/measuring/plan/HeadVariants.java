package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.table.ClassCounts;
import dev.sartor.space.unit.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Heads with other numbers of classes than those of a search space. They are measured too, so that a table serves data sets
 * with any number of classes.
 */
final class HeadVariants {
    private static final List<Integer> CLASSES = List.of(10, 100, 1000);

    private HeadVariants() {}

    /**
     * The unit's head with two other numbers of classes: all of {@link #CLASSES} but the one that is closest to its own. None
     * for a unit that is not a classifying head.
     */
    static Stream<Unit> of(Unit unit) {
        OptionalInt classes = ClassCounts.of(unit);
        if (classes.isEmpty()) {
            return Stream.empty();
        }
        Comparator<Integer> byRatio =
                Comparator.comparingDouble(c -> Math.abs(Math.log((double) c / classes.getAsInt())));
        return CLASSES.stream().sorted(byRatio).skip(1).sorted().map(c -> ClassCounts.withClasses(unit, c));
    }
}
