package dev.sartor.latency.certificate;

import dev.sartor.latency.prediction.LatencyPrediction;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Predictions of a table beside measurements of networks that it has not seen.
 *
 * @param prediction of the table
 * @param macs       of MACs times the calibration's factor, for comparison
 * @param coverage90 share of networks within the interval meant to hold 90 %
 */
public record PredictionQuality(
        Agreement prediction, Agreement macs, double coverage90, List<MeasuredNetwork> networks) {
    public PredictionQuality {
        networks = List.copyOf(networks);
    }

    /** Judges at least two networks. */
    public static PredictionQuality of(LatencyPredictor predictor, TimedNetworks whole) {
        double msPerMac = predictor.table().certificate().calibration().msPerMac();
        double[] predicted = new double[whole.count()];
        double[] macs = new double[whole.count()];
        List<MeasuredNetwork> networks = new ArrayList<>();
        double within = 0;
        for (int i = 0; i < predicted.length; i++) {
            Network network = whole.networks().get(i);
            double measured = whole.measuredMs()[i];
            LatencyPrediction p = predictor.predict(network);
            predicted[i] = p.totalMs();
            macs[i] = msPerMac * network.macs();
            within += p.interval().filter(nine -> nine.holds(measured)).isPresent() ? 1 : 0;
            networks.add(MeasuredNetwork.of(network, measured, p.totalMs()));
        }
        return new PredictionQuality(
                Agreement.of(predicted, whole.measuredMs()),
                Agreement.of(macs, whole.measuredMs()),
                within / predicted.length,
                networks);
    }
}
