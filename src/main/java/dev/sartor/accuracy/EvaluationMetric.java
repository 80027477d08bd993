package dev.sartor.accuracy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Metric of a network: accuracy, or a score of untrained networks that only ranks networks. Larger is better.
 *
 * @param name          the name as an objective, and as a column or key of files
 * @param title         the name in messages and reports
 * @param unit          of displayed values; empty if there is none
 * @param displayFactor factor from a score to its displayed value
 * @param minimum       smallest valid score
 * @param maximum       largest valid score
 */
public record EvaluationMetric(
        String name, String title, String unit, double displayFactor, double minimum, double maximum) {

    private static final String NO_UNIT = "";

    /** Display factors. */
    private static final double PERCENT = 100;

    private static final double UNCHANGED = 1;

    /** The share of images that are classified correctly, displayed in percent. */
    public static final EvaluationMetric ACCURACY = new EvaluationMetric("accuracy", "accuracy", "%", PERCENT, 0, 1);

    /** The metric of a score of untrained networks. */
    static EvaluationMetric score(String name) {
        return new EvaluationMetric(name, name + " score", NO_UNIT, UNCHANGED, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** All metrics, accuracy first. */
    public static Stream<EvaluationMetric> all() {
        return Stream.concat(
                Stream.of(ACCURACY), Arrays.stream(ZeroCostProxy.values()).map(ZeroCostProxy::metric));
    }

    /** The metric of this name. */
    public static Optional<EvaluationMetric> named(String name) {
        return all().filter(m -> m.name.equals(name)).findFirst();
    }

    /** Whether a number can be a score; NaN cannot. */
    public boolean isValid(double score) {
        return score >= minimum && score <= maximum;
    }

    /** The displayed value of a score, in {@link #unit}. */
    public double toDisplayUnits(double score) {
        return score * displayFactor;
    }

    /** The title of a chart's axis with the unit: {@code accuracy, %}; {@code suffix} follows the metric's title. */
    public String axisTitle(String suffix) {
        return title + suffix + (unit.isEmpty() ? "" : ", " + unit);
    }
}
