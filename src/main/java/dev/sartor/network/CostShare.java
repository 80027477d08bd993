package dev.sartor.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The share of one kind of layer in a network's costs, as in MobileNetV1's Table 2 (arXiv 1704.04861). Weights are those of
 * convolutions and linear layers, without biases and batch norm.
 *
 * @param kind         kind of layer, such as {@code conv-1x1}
 * @param macs         number of multiply-accumulate operations
 * @param macsShare    share of the network's MACs, in [0, 1]
 * @param weights      number of weights
 * @param weightsShare share of the network's weights, in [0, 1]
 */
public record CostShare(String kind, long macs, double macsShare, long weights, double weightsShare) {

    /** The sums over the layers of one kind. */
    private static final class Sums {
        private long macs;
        private long weights;
    }

    /** The shares of all kinds that have weights, in descending order of MACs. */
    public static List<CostShare> of(Network network) {
        Map<String, Sums> sums = new LinkedHashMap<>();
        long macs = 0;
        long weights = 0;
        for (Layer layer : network.layers()) {
            Sums sum = sums.computeIfAbsent(layer.kind(), _ -> new Sums());
            sum.macs += layer.macs();
            sum.weights += layer.weights();
            macs += layer.macs();
            weights += layer.weights();
        }
        List<CostShare> shares = new ArrayList<>();
        for (var entry : sums.entrySet()) {
            Sums sum = entry.getValue();
            if (sum.weights > 0) {
                shares.add(new CostShare(
                        entry.getKey(),
                        sum.macs,
                        (double) sum.macs / macs,
                        sum.weights,
                        (double) sum.weights / weights));
            }
        }
        shares.sort(Comparator.comparingLong(CostShare::macs).reversed().thenComparing(CostShare::kind));
        return List.copyOf(shares);
    }
}
