package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What a run was.
 *
 * @param name           of the run, its folder's
 * @param date           when it was started, as it shall be shown
 * @param command        what to type to run it again, exactly
 * @param space          the search space's name
 * @param architectures  how many different ones the space holds
 * @param data           the data set, in words
 * @param accuracySource how trials were judged, in words
 * @param measure        what they were judged by
 * @param budget         networks that may be judged
 * @param objectives     such as {@code accuracy}, {@code latency}
 * @param provenance     everything else that explains the run: versions, hashes, machine; in this order
 */
public record RunSummary(
        String name,
        String date,
        String command,
        String space,
        BigInteger architectures,
        String data,
        String accuracySource,
        EvaluationMetric measure,
        int budget,
        List<String> objectives,
        Map<String, String> provenance) {
    public RunSummary {
        if (architectures.signum() < 0) {
            throw new IllegalArgumentException("A space cannot hold " + architectures + " architectures");
        }
        objectives = List.copyOf(objectives);
        provenance = InsertionOrder.copy(provenance);
    }
}
