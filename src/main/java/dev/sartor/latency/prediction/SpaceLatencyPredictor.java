package dev.sartor.latency.prediction;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.UnitCosts;
import dev.sartor.space.unit.UnitGraph;
import java.util.List;
import java.util.Optional;

/**
 * Predicts the latency of a space's networks from their genomes without lowering them: what {@link LatencyPredictor} predicts,
 * to the last bit, some million times a second. Made once for a space and a table; thread-safe.
 */
public final class SpaceLatencyPredictor {
    private final UnitGraph graph;
    private final UnitCosts costs;
    private final LatencyPredictor predictor;
    private final double[] unitMs;
    private final double[] varianceMs2;

    /** @throws dev.sartor.base.UserError if the predictor lacks units of the space */
    public SpaceLatencyPredictor(SearchSpace space, LatencyPredictor predictor) {
        this(space, new UnitCosts(space.unitGraph()), predictor);
    }

    /** @param costs of the same space, for those who need them anyway */
    public SpaceLatencyPredictor(SearchSpace space, UnitCosts costs, LatencyPredictor predictor) {
        this.costs = costs;
        this.predictor = predictor;
        graph = space.unitGraph();
        predictor.requireUnits(space);
        List<UnitCost> prices = graph.units().stream()
                .map(u -> u.isEmpty() ? new UnitCost(u.key(), 0, 0) : predictor.unitCost(u.key()))
                .toList();
        unitMs = prices.stream().mapToDouble(UnitCost::costMs).toArray();
        varianceMs2 = prices.stream().mapToDouble(UnitCost::varianceMs2).toArray();
    }

    /** The latency in ms of the network of the first {@code length} of these units. Allocates nothing. */
    public double ms(int[] units, int length) {
        double total = predictor.wholeMs(costs.params(units, length));
        for (int i = 0; i < length; i++) {
            total += unitMs[units[i]];
        }
        return total;
    }

    /**
     * The factor on a network's prediction below which its latency is with at least the probability {@code confidence}:
     * P(latency <= T) >= confidence holds just where the prediction times this is at most T. Wider where units are interpolated.
     *
     * @param confidence in [0.5, 1)
     * @return infinite where the table's calibration cannot vouch for so much; empty for a table that was never compared
     *         with whole networks
     */
    public Optional<Double> factor(int[] units, int length, double confidence) {
        double ms = ms(units, length);
        double variance = 0;
        for (int i = 0; i < length; i++) {
            variance += varianceMs2[units[i]];
        }
        double relative = variance / (ms * ms);
        return predictor.uncertainty().map(u -> u.factor(confidence, relative));
    }

    /** {@link LatencyPrediction#measuredShare} of the network of these units. */
    public double measuredShare(int[] units, int length) {
        double all = 0;
        double measured = 0;
        for (int i = 0; i < length; i++) {
            all += unitMs[units[i]];
            measured += varianceMs2[units[i]] == 0 ? unitMs[units[i]] : 0;
        }
        return all == 0 ? 1 : measured / all;
    }

    /**
     * The latencies in ms of many networks.
     *
     * @param into receives one for each genome, at the same place
     */
    public void ms(List<Genome> genomes, double[] into) {
        int[] units = new int[graph.maxLength()];
        for (int i = 0; i < genomes.size(); i++) {
            into[i] = ms(units, graph.unitsOf(genomes.get(i), units));
        }
    }
}
