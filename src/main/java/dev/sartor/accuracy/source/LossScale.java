package dev.sartor.accuracy.source;

import dev.sartor.base.math.LeastSquaresLine;
import dev.sartor.executor.ClassificationMetrics;
import java.util.List;

/**
 * Accuracy as a linear function of the loss, fitted to some networks with shared weights. Such networks are ranked better by their loss
 * than by their accuracy, which is a count of few images: results/accuracy/supernet.md. The scale keeps the unit of an accuracy.
 */
record LossScale(LeastSquaresLine accuracyByLoss) {

    static LossScale of(List<ClassificationMetrics> networks) {
        return new LossScale(LeastSquaresLine.through(
                networks.stream().mapToDouble(ClassificationMetrics::loss).toArray(),
                networks.stream().mapToDouble(ClassificationMetrics::accuracy).toArray()));
    }

    /**
     * The accuracy, in [0, 1], that networks with this loss have on average. It is the network's own accuracy if accuracy does not fall with
     * the loss, as without any training.
     */
    double accuracy(ClassificationMetrics network) {
        return accuracyByLoss.slope() < 0 ? Math.clamp(accuracyByLoss.at(network.loss()), 0, 1) : network.accuracy();
    }
}
