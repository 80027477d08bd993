package dev.sartor.latency.prediction;

import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.List;

/** Compares the predictions of a table with measured networks. */
public final class PredictorEvaluation {
    private PredictorEvaluation() {}

    /**
     * The accuracy of predictions for networks that the table was not fitted to.
     *
     * @param measured at least two networks
     */
    public static PredictionQuality quality(LatencyPredictor predictor, TimedNetworks measured) {
        double msPerMac = predictor.table().certificate().calibration().msPerMac();
        double[] predicted = new double[measured.count()];
        double[] predictedFromMacs = new double[measured.count()];
        List<MeasuredNetwork> networks = new ArrayList<>();
        double within = 0;
        for (int i = 0; i < predicted.length; i++) {
            Network network = measured.networks().get(i);
            double measuredMs = measured.measuredMs()[i];
            LatencyPrediction p = predictor.predict(network);
            predicted[i] = p.totalMs();
            predictedFromMacs[i] = msPerMac * network.macs();
            within += p.interval().filter(i90 -> i90.contains(measuredMs)).isPresent() ? 1 : 0;
            networks.add(MeasuredNetwork.of(network, measuredMs, p.totalMs()));
        }
        return new PredictionQuality(
                Agreement.of(predicted, measured.measuredMs()),
                Agreement.of(predictedFromMacs, measured.measuredMs()),
                within / predicted.length,
                networks);
    }
}
