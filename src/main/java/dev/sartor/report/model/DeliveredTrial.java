package dev.sartor.report.model;

import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.statistics.MeasuredLatency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trial that was measured on its devices as a whole network, or trained, or both: what became of what was predicted.
 *
 * @param id      of the trial
 * @param merit   as the search judged it
 * @param timings per latency table whose device was at hand
 * @param holds   whether it holds the limits as measured; empty where it was not measured
 * @param card    of its training
 */
public record DeliveredTrial(
        String id, OptionalDouble merit, List<Timing> timings, Optional<Boolean> holds, Optional<ModelCard> card) {
    public DeliveredTrial {
        timings = List.copyOf(timings);
    }

    /** A latency as its table predicts it and as it was measured. */
    public record Timing(String table, double predictedMs, MeasuredLatency measured) {

        /** By which share the measurement exceeds the prediction. */
        public double off() {
            return measured.medianMs() / predictedMs - 1;
        }
    }

    /** What was measured for a table, if it was. */
    public Optional<Timing> timing(String table) {
        return timings.stream().filter(t -> t.table().equals(table)).findFirst();
    }
}
