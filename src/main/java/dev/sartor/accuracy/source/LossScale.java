package dev.sartor.accuracy.source;

import dev.sartor.base.math.LeastSquaresLine;
import dev.sartor.executor.ClassificationMetrics;
import java.util.List;

/**
 * Accuracy as a linear function of the loss, fitted to some networks that share the weights of a supernet. The loss ranks
 * such networks better than the accuracy, which is measured on few images (results/accuracy/supernet.md); the function
 * converts it to the unit of an accuracy.
 */
record LossScale(LeastSquaresLine accuracyByLoss) {

    /** The function fitted to the loss and accuracy of some networks by least squares. */
    static LossScale of(List<ClassificationMetrics> networks) {
        return new LossScale(LeastSquaresLine.through(
                networks.stream().mapToDouble(ClassificationMetrics::loss).toArray(),
                networks.stream().mapToDouble(ClassificationMetrics::accuracy).toArray()));
    }

    /**
     * The accuracy, in [0, 1], that networks with this loss have on average. It is the network's own accuracy if the fitted
     * accuracy does not fall with the loss, as for untrained networks.
     */
    double accuracy(ClassificationMetrics network) {
        return accuracyByLoss.slope() < 0 ? Math.clamp(accuracyByLoss.at(network.loss()), 0, 1) : network.accuracy();
    }
}
