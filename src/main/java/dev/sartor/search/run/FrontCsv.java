package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.csv.Csv;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.search.front.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writer of {@code front.csv}: the front in descending order of accuracy, with a column of milliseconds for each latency table.
 * If networks are not in fp32, there is a column of the bytes of their weights. If accuracies were measured on images, there are columns
 * of their 95 % confidence interval and of the share of the largest class.
 */
final class FrontCsv {
    private FrontCsv() {}

    /** The text of the file. */
    static String format(List<Trial> front, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
        List<String> tables = front.isEmpty()
                ? List.of()
                : List.copyOf(front.getFirst().costs().latencyMs().keySet());
        List<String> header = new ArrayList<>(List.of("id", metric.name()));
        evaluationSet.ifPresent(_ -> header.addAll(List.of("accuracy_low", "accuracy_high", "largest_class_share")));
        tables.forEach(t -> header.add("latency_ms:" + t));
        header.addAll(List.of("macs", "params", "peak_activation_bytes"));
        boolean fp32 = front.stream().allMatch(t -> t.costs().hasFp32Weights());
        if (!fp32) {
            header.add("weight_bytes");
        }
        header.add("architecture");
        List<List<?>> rows = new ArrayList<>();
        rows.add(header);
        for (Trial trial : front) {
            List<Object> row = new ArrayList<>(List.of(trial.id(), trial.score().orElseThrow()));
            evaluationSet.ifPresent(e -> {
                WilsonInterval interval = e.interval(trial.score().getAsDouble());
                row.addAll(List.of(interval.lower(), interval.upper(), e.largestClassShare()));
            });
            tables.forEach(t -> row.add(trial.costs().latencyMs(t)));
            row.addAll(List.of(
                    trial.costs().macs(), trial.costs().params(), trial.costs().peakActivationBytes()));
            if (!fp32) {
                row.add(trial.costs().weightBytes());
            }
            row.add(String.join("|", trial.blocks()));
            rows.add(row);
        }
        return Csv.write(rows);
    }
}
