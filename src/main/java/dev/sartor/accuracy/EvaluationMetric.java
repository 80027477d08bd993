package dev.sartor.accuracy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a source's answers are: accuracies, or scores that no more than rank. The greater an answer, the better.
 *
 * @param name   as an objective, and as a column or key of files
 * @param title  in words, for people
 * @param unit   of the figures people are shown; empty where there is none
 * @param factor from an answer to the shown figure
 * @param least  an answer can be
 * @param most   an answer can be
 */
public record EvaluationMetric(String name, String title, String unit, double factor, double least, double most) {

    /** A share of right answers, shown in percent. */
    public static final EvaluationMetric ACCURACY = new EvaluationMetric("accuracy", "accuracy", "%", 100, 0, 1);

    static EvaluationMetric score(String name) {
        return new EvaluationMetric(name, name + " score", "", 1, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** All of them. */
    public static Stream<EvaluationMetric> all() {
        return Stream.concat(
                Stream.of(ACCURACY), Arrays.stream(ZeroCostProxy.values()).map(ZeroCostProxy::measure));
    }

    /** The measure of that name. */
    public static Optional<EvaluationMetric> named(String name) {
        return all().filter(m -> m.name.equals(name)).findFirst();
    }

    /** Whether a figure can be an answer; NaN cannot. */
    public boolean holds(double answer) {
        return answer >= least && answer <= most;
    }

    /** The figure people are shown, in {@link #unit}. */
    public double shown(double answer) {
        return answer * factor;
    }

    /** The title with the unit, for an axis: {@code accuracy, %}. */
    public String axis(String context) {
        return title + context + (unit.isEmpty() ? "" : ", " + unit);
    }
}
