package dev.sartor.search;

import dev.sartor.arch.Nearest;
import dev.sartor.arch.UserError;
import java.util.ArrayList;
import java.util.List;

/** What is maximised (accuracy) or minimised (a cost). */
public sealed interface Objective {

    /** Accuracy, up. */
    record MostAccuracy() implements Objective {
    }

    /** A cost, down. */
    record Least(Cost cost) implements Objective {
    }

    /**
     * Parses {@code accuracy}, {@code latency}, {@code latency:TABLE}, {@code macs}, {@code params} or {@code memory}.
     *
     * @throws UserError for any other text
     */
    static Objective parse(String text) {
        if (text.equals("accuracy")) {
            return new MostAccuracy();
        }
        try {
            return new Least(Cost.parse(text));
        } catch (UserError e) {
            List<String> names = new ArrayList<>(List.of("accuracy"));
            names.addAll(Cost.NAMES);
            throw new UserError("there is no objective '" + text + "'", "objective '" + text + "'",
                    text.startsWith("latency:") ? e.remedy() : Nearest.remedy(text, names));
        }
    }

    /** The canonical text; {@code parse(text())} is this objective. */
    default String text() {
        return switch (this) {
            case MostAccuracy() -> "accuracy";
            case Least(Cost cost) -> cost.text();
        };
    }

    /** The figure to be made small: the error (1 - accuracy), or the cost. */
    default double toMinimise(Costs costs, double accuracy) {
        return switch (this) {
            case MostAccuracy() -> 1 - accuracy;
            case Least(Cost cost) -> cost.of(costs);
        };
    }

    /** The figures of several objectives, in their order. */
    static double[] toMinimise(List<Objective> objectives, Costs costs, double accuracy) {
        return objectives.stream().mapToDouble(o -> o.toMinimise(costs, accuracy)).toArray();
    }
}
