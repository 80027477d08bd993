package dev.sartor.report.model;

import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.latency.statistics.MeasuredLatency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trial that was measured as a whole network, trained longer as a finalist, or trained to convergence.
 *
 * @param id               id of the trial
 * @param score            the score in the search
 * @param timings          one per latency table whose device could be reached
 * @param withinLimits     whether it is within the limits as measured; empty if it was not measured
 * @param finalistAccuracy accuracy after the longer training of a finalist
 * @param card             record of its training to convergence
 * @param int8             record of its export in 8-bit integers
 */
public record DeliveredTrial(
        String id,
        OptionalDouble score,
        List<Timing> timings,
        Optional<Boolean> withinLimits,
        OptionalDouble finalistAccuracy,
        Optional<ModelCard> card,
        Optional<QuantisedCard> int8) {
    public DeliveredTrial {
        timings = List.copyOf(timings);
    }

    /** A latency as its table predicts it and as it was measured. */
    public record Timing(String table, double predictedMs, MeasuredLatency measured) {

        /** The measurement divided by the prediction, minus 1. */
        public double relativeError() {
            return measured.medianMs() / predictedMs - 1;
        }
    }

    /** The timing for a table; empty if there is none. */
    public Optional<Timing> timing(String table) {
        return timings.stream().filter(t -> t.table().equals(table)).findFirst();
    }
}
