package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration and environment of a run as text.
 *
 * @param name           name of the run, which is that of its folder
 * @param date           the formatted date on which the run was started
 * @param command        the command that repeats it exactly
 * @param space          the name of the search space
 * @param architectures  number of different architectures in the space
 * @param data           the data set as text
 * @param accuracySource the accuracy source as text
 * @param metric         the metric that trials were evaluated by
 * @param budget         the number of networks to evaluate
 * @param objectives     the objectives as text, such as {@code accuracy}, {@code latency}
 * @param evaluationSet  the images that accuracies were measured on, if the source measures them
 * @param details        further details by label, such as versions, hashes and machine, in the order shown
 */
public record RunSummary(
        String name,
        String date,
        String command,
        String space,
        BigInteger architectures,
        String data,
        String accuracySource,
        EvaluationMetric metric,
        int budget,
        List<String> objectives,
        Optional<EvaluationSet> evaluationSet,
        Map<String, String> details) {
    public RunSummary {
        if (architectures.signum() < 0) {
            throw new IllegalArgumentException("A space cannot hold " + architectures + " architectures");
        }
        objectives = List.copyOf(objectives);
        details = InsertionOrder.copy(details);
    }
}
