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
 * @param macsShare    share of the network's MACs, in [0, 1]
 * @param weights      number of weights
 * @param weightsShare share of the network's weights, in [0, 1]
 */
public record CostShare(String kind, long macs, double macsShare, long weights, double weightsShare) {

    /** The shares of all kinds that have weights, in descending order of MACs. */
    public static List<CostShare> of(Network network) {
        Map<String, long[]> sums = new LinkedHashMap<>();
        long macs = 0;
        long weights = 0;
        for (Layer layer : network.layers()) {
            long[] sum = sums.computeIfAbsent(layer.kind(), k -> new long[2]);
            sum[0] += layer.macs();
            sum[1] += layer.weights();
            macs += layer.macs();
            weights += layer.weights();
        }
        List<CostShare> shares = new ArrayList<>();
        for (var entry : sums.entrySet()) {
            long[] sum = entry.getValue();
            if (sum[1] > 0) {
                shares.add(new CostShare(
                        entry.getKey(), sum[0], (double) sum[0] / macs, sum[1], (double) sum[1] / weights));
            }
        }
        shares.sort(Comparator.comparingLong(CostShare::macs).reversed().thenComparing(CostShare::kind));
        return List.copyOf(shares);
    }
}
