package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.csv.Csv;
import dev.sartor.search.front.Trial;
import java.util.ArrayList;
import java.util.List;

/** Writer of {@code front.csv}: the front in descending order of accuracy, with a column of milliseconds for each latency table. */
final class FrontCsv {
    private FrontCsv() {}

    static String format(List<Trial> front, EvaluationMetric metric) {
        List<String> tables = front.isEmpty()
                ? List.of()
                : List.copyOf(front.getFirst().costs().latencyMs().keySet());
        List<String> header = new ArrayList<>(List.of("id", metric.name()));
        tables.forEach(t -> header.add("latency_ms:" + t));
        header.addAll(List.of("macs", "params", "peak_activation_bytes", "architecture"));
        List<List<?>> rows = new ArrayList<>();
        rows.add(header);
        for (Trial trial : front) {
            List<Object> row = new ArrayList<>(List.of(trial.id(), trial.score().orElseThrow()));
            tables.forEach(t -> row.add(trial.costs().latencyMs(t)));
            row.addAll(List.of(
                    trial.costs().macs(),
                    trial.costs().params(),
                    trial.costs().peakActivationBytes(),
                    String.join("|", trial.blocks())));
            rows.add(row);
        }
        return Csv.write(rows);
    }
}
