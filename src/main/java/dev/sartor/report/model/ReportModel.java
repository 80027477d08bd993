package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.SearchRanking;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.report.markup.ReportNumbers;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of a report.
 *
 * @param summary       summary of the configuration and the environment of the run
 * @param tables        the latency tables; the first one provides the leading metric; empty if the run had none
 * @param limits        the limits in the order in which the user gave them
 * @param trials        the trials in the order in which they were evaluated
 * @param delivered     trials that were measured or trained: the trained ones first, the best of them at the top
 * @param history       the course of the search
 * @param choiceSummary the effects of the choices of the space
 * @param baselines     networks that the best trained trial was compared with
 */
public record ReportModel(
        RunSummary summary,
        List<TableSummary> tables,
        List<MetricLimit> limits,
        List<TrialPoint> trials,
        List<DeliveredTrial> delivered,
        SearchHistory history,
        ChoiceSummary choiceSummary,
        Optional<BaselineResults> baselines) {

    /** A report without trained baselines. */
    public ReportModel(
            RunSummary summary,
            List<TableSummary> tables,
            List<MetricLimit> limits,
            List<TrialPoint> trials,
            List<DeliveredTrial> delivered,
            SearchHistory history,
            ChoiceSummary choiceSummary) {
        this(summary, tables, limits, trials, delivered, history, choiceSummary, Optional.empty());
    }

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

    /** The card of the trained trial, of several trained ones the best; empty if none was trained. */
    public Optional<ModelCard> trainedCard() {
        return delivered.stream().flatMap(d -> d.card().stream()).findFirst();
    }

    /** The quality of the search's ranking, judged by the trials that were trained. */
    public SearchRanking ranking() {
        return SearchRanking.of(delivered.stream()
                .filter(d -> d.card().isPresent() && d.score().isPresent())
                .map(d -> new SearchRanking.TrainedNetwork(
                        d.score().getAsDouble(),
                        trial(d.id()).orElseThrow().macs(),
                        d.card().get()))
                .toList());
    }

    /** The metric that the search evaluated trials by. */
    public EvaluationMetric metric() {
        return summary.metric();
    }

    /** A score of the search as text. With an accuracy stands its confidence interval, from the number of images evaluated. */
    public String scoreText(double score) {
        return summary.evaluationSet()
                .map(e -> ReportNumbers.accuracy(score, Optional.of(WilsonInterval.of(score, e.images()))))
                .orElseGet(() -> ReportNumbers.score(metric(), score));
    }

    /** The trial with an id; empty if there is none. */
    public Optional<TrialPoint> trial(String id) {
        return trials.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    /** The cost that the report emphasises: latency on the first table, or MACs without a table. */
    public CostMetric leadingMetric() {
        return tables.isEmpty()
                ? new CostMetric.Macs()
                : new CostMetric.Latency(tables.getFirst().name());
    }

    /** The limit on the leading metric, or else the first limit. */
    public Optional<MetricLimit> leadingLimit() {
        return limits.stream()
                .filter(l -> l.metric().equals(leadingMetric()))
                .findFirst()
                .or(() -> limits.stream().findFirst());
    }

    /** The trained trial, or else the feasible one with the best score; empty if no trial is feasible. */
    public Optional<TrialPoint> bestTrial() {
        return trainedCard()
                .flatMap(c -> trial(c.name()))
                .or(() -> trials.stream()
                        .filter(t -> t.feasible() && t.score().isPresent())
                        .max(Comparator.comparingDouble(t -> t.score().getAsDouble())));
    }

    /** The trial that is selected when the page opens: the best, or the one nearest to the limits if none is feasible. */
    public Optional<TrialPoint> initialTrial() {
        return bestTrial().or(() -> trials.stream().min(Comparator.comparingDouble(this::limitRatio)));
    }

    /** The largest ratio of a cost to its limit; at most 1 if the trial is within all limits. */
    double limitRatio(TrialPoint trial) {
        return limits.stream()
                .mapToDouble(l -> l.metric().value(trial).orElse(0) / l.max())
                .max()
                .orElse(0);
    }

    /** The latency of the trained trial on the device of a table, measured as a whole network. */
    public Optional<MeasuredLatency> measuredLatency(String table) {
        // if the card has an int8 file, its measured latency is that of the fp32 file, but the table is of int8
        return trainedCard().filter(c -> c.int8().isEmpty()).stream()
                .flatMap(c -> c.measured().stream())
                .filter(measurement -> measurement.table().equals(table))
                .findFirst()
                .map(ModelCard.Measurement::latency)
                .or(() -> delivered.stream()
                        .filter(d -> d.card().isPresent())
                        .findFirst()
                        .flatMap(d -> d.timing(table))
                        .map(DeliveredTrial.Timing::measured));
    }

    /** The number of feasible trials. */
    public long feasibleCount() {
        return trials.stream().filter(TrialPoint::feasible).count();
    }
}
