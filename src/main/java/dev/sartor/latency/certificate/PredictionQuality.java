package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.List;

/**
 * The accuracy of a table's predictions for networks that the table was not fitted to.
 *
 * @param prediction   predicted against measured latencies
 * @param macsBaseline for comparison: a network's MACs times the ms per MAC of the calibration networks, against measured
 *                     latencies
 * @param coverage90   fraction of the networks whose measured latency lies in the prediction's 90 % interval
 * @param networks     the networks with their measured and predicted latencies
 */
public record PredictionQuality(
        Agreement prediction,
        @JsonProperty("macs") Agreement macsBaseline,
        double coverage90,
        List<MeasuredNetwork> networks) {
    public PredictionQuality {
        networks = List.copyOf(networks);
    }
}
