package dev.sartor.latency.table;

import dev.sartor.arch.Head;
import dev.sartor.network.Lowering;
import dev.sartor.space.unit.Unit;
import java.util.OptionalInt;

/** Reads and replaces the number of classes of a unit, which only a classifying head has. */
public final class ClassCounts {
    private ClassCounts() {}

    /** The number of classes; empty for a unit that is not a classifying head. */
    public static OptionalInt of(Unit unit) {
        return unit.part() instanceof Head.Classifier head ? OptionalInt.of(head.classes()) : OptionalInt.empty();
    }

    /** The same head for another number of classes; the unit itself if it does not classify. */
    public static Unit withClasses(Unit unit, int classes) {
        return unit.part() instanceof Head.Classifier head
                ? new Unit(Lowering.lower(
                        new Head.Classifier(
                                head.convChannels(),
                                head.hiddenChannels(),
                                head.hiddenNorm(),
                                classes,
                                head.activation(),
                                head.dropout()),
                        unit.input()))
                : unit;
    }

    /** Whether both units are heads that are equal but for the number of classes. */
    public static boolean differOnlyInClasses(Unit one, Unit other) {
        OptionalInt classes = of(other);
        return of(one).isPresent()
                && classes.isPresent()
                && withClasses(one, classes.getAsInt()).key().equals(other.key());
    }
}
