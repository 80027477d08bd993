package dev.sartor.latency;

import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import dev.sartor.space.UnitCosts;
import dev.sartor.space.UnitGraph;
import java.util.List;

/**
 * Predicts the latency of a space's networks from their genomes without lowering them: what {@link Predictor} predicts,
 * to the last bit, some million times a second. Made once for a space and a table; thread-safe.
 */
public final class DensePredictor {
    private final UnitGraph graph;
    private final UnitCosts costs;
    private final Calibration calibration;
    private final double[] unitMs;

    /** @throws dev.sartor.arch.UserError if the table lacks units of the space */
    public DensePredictor(SearchSpace space, LatencyTable table) {
        this(space, new UnitCosts(space.unitGraph()), table);
    }

    /** @param costs of the same space, for those who need them anyway */
    public DensePredictor(SearchSpace space, UnitCosts costs, LatencyTable table) {
        table.requireUnits(space.units().stream().map(Unit::key).toList(), space.name());
        this.costs = costs;
        graph = space.unitGraph();
        calibration = table.certificate().calibration();
        unitMs = graph.units().stream()
                .mapToDouble(u -> u.isEmpty() ? 0 : table.unit(u.key()).orElseThrow().costMs()).toArray();
    }

    /** The latency in ms of the network of the first {@code length} of these units. Allocates nothing. */
    public double ms(int[] units, int length) {
        double total = calibration.wholeMs(costs.params(units, length));
        for (int i = 0; i < length; i++) {
            total += unitMs[units[i]];
        }
        return total;
    }

    /**
     * The latencies in ms of many networks.
     *
     * @param into receives one for each genome, at the same place
     */
    public void ms(List<Genome> genomes, double[] into) {
        int[] units = new int[graph.maxLength()];
        for (int i = 0; i < genomes.size(); i++) {
            into[i] = ms(units, graph.walk(genomes.get(i), units));
        }
    }
}
