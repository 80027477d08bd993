package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.statistics.MeasuredLatency;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a report shows.
 *
 * @param tables      the latency tables; the first is the one the report leads with; none where a run had none
 * @param limits      in the order they were given
 * @param trials      in the order they were evaluated
 * @param delivered   what became of the trials that were measured or trained: the trained ones first, the best of them leading
 * @param course      how the search went
 * @param choices     what the choices of the space cost and bring
 */
public record ReportModel(
        RunSummary run,
        List<TableSummary> tables,
        List<MetricLimit> limits,
        List<TrialPoint> trials,
        List<DeliveredTrial> delivered,
        SearchHistory course,
        ChoiceSummary choices) {
    public ReportModel {
        tables = List.copyOf(tables);
        limits = List.copyOf(limits);
        trials = List.copyOf(trials);
        Set<String> ids = new HashSet<>();
        for (TrialPoint trial : trials) {
            if (!ids.add(trial.id())) {
                throw new IllegalArgumentException("Two trials have the id " + trial.id());
            }
        }
        delivered = List.copyOf(delivered);
        for (DeliveredTrial trial : delivered) {
            if (!ids.contains(trial.id())) {
                throw new IllegalArgumentException("The delivered trial " + trial.id() + " is not among the trials");
            }
        }
    }

    /** What became of the trained one, of several the best; empty where none was trained. */
    public Optional<ModelCard> choice() {
        return delivered.stream().flatMap(d -> d.card().stream()).findFirst();
    }

    /** What the trials were judged by. */
    public EvaluationMetric measure() {
        return run.measure();
    }

    /** The metric the report leads with: latency on the first table, or MACs where there is no table. */
    public CostMetric leading() {
        return tables.isEmpty()
                ? new CostMetric.Macs()
                : new CostMetric.Latency(tables.getFirst().name());
    }

    /** The limit that a sentence about the run names: the leading metric's, else the first. */
    public Optional<MetricLimit> leadingLimit() {
        return limits.stream()
                .filter(b -> b.metric().equals(leading()))
                .findFirst()
                .or(() -> limits.stream().findFirst());
    }

    /** The trained trial, else the best feasible one as the search judged it; empty where no trial is feasible. */
    public Optional<TrialPoint> best() {
        return choice().flatMap(c ->
                        trials.stream().filter(t -> t.id().equals(c.name())).findFirst())
                .or(() -> trials.stream()
                        .filter(t -> t.feasible() && t.merit().isPresent())
                        .max(Comparator.comparingDouble(t -> t.merit().getAsDouble())));
    }

    /** The trial a reader sees first: the best, or where none is feasible the one nearest to the limits. */
    public Optional<TrialPoint> shownFirst() {
        return best().or(() -> trials.stream().min(Comparator.comparingDouble(this::excess)));
    }

    /** By which factor a trial exceeds its worst-broken limit; at most 1 where it holds all. */
    double excess(TrialPoint trial) {
        return limits.stream()
                .mapToDouble(b -> b.metric().of(trial).orElse(0) / b.most())
                .max()
                .orElse(0);
    }

    /** The latency of the trained trial on the device of a table, measured as a whole network. */
    public Optional<MeasuredLatency> measured(String table) {
        return choice().stream()
                .flatMap(c -> c.measured().stream())
                .filter(k -> k.table().equals(table))
                .findFirst()
                .map(ModelCard.Measurement::latency)
                .or(() -> delivered.stream()
                        .filter(d -> d.card().isPresent())
                        .findFirst()
                        .flatMap(d -> d.timing(table))
                        .map(DeliveredTrial.Timing::measured));
    }

    public long feasible() {
        return trials.stream().filter(TrialPoint::feasible).count();
    }
}
