package dev.sartor.search.problem;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.bounds.ConstrainedBounds;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Minimum and maximum of costs over the networks of a space that satisfy limits, see {@link ConstrainedBounds}. The
 * latency of a table is the larger of two sums over units (stem, blocks and head): the sum of their latencies, and the same sum plus a
 * time for each parameter, minus the time of the parameters that fit into the caches (see {@link dev.sartor.latency.certificate.WeightTerm};
 * for a network with few parameters the second sum is the smaller one). So a limit on
 * latency is a limit on each sum of each table.
 *
 * <p>A limit with a probability is stricter for a network with interpolated units than for others. The bounds ignore that: they hold for
 * all networks within the limits, but the network that attains a bound may exceed such a limit, see {@link #isExact}.
 */
public final class CostBounds {
    private final CostModel model;
    private final List<Limit> limits;
    private final ConstrainedBounds bounds;

    CostBounds(SearchSpace space, CostModel model, List<Limit> limits) {
        this.model = model;
        this.limits = List.copyOf(limits);
        bounds = new ConstrainedBounds(
                space, limits.stream().flatMap(model::costLimits).toList());
    }

    /** Whether it is proven that no network satisfies all limits. */
    public boolean isInfeasible() {
        return bounds.isInfeasible();
    }

    /** A canonical genome whose network satisfies all limits, if one was found. */
    public Optional<Genome> feasibleGenome() {
        return bounds.feasibleGenome();
    }

    /**
     * A random genome whose network satisfies all limits, if one was found; see
     * {@link ConstrainedBounds#feasibleGenome(RandomGenerator)}.
     */
    public Optional<Genome> feasibleGenome(RandomGenerator random) {
        return bounds.feasibleGenome(random);
    }

    /** Whether the bounds use the exact limits of this network; they do not for interpolated units under a limit with a probability. */
    public boolean isExact(Genome genome) {
        return model.isExact(limits, genome);
    }

    /** The minimum of a cost, with the network that attains it; empty if no network was found that satisfies the limits. */
    public Optional<Bound> minimum(Cost cost) {
        return switch (cost) {
            case Cost.Memory() ->
                bounds.peak(model::peakBytes, Extremum.MIN).map(b -> model.memoryBound(b, Extremum.MIN));
            case Cost.Macs _, Cost.Params _, Cost.Flash _, Cost.Latency _ -> bounds.min(model.sums(cost));
        };
    }

    /**
     * The maximum of a cost, with the network that attains it; empty if no network was found that satisfies the limits. The
     * search for the maximum stops at a thousandth below a limit on that cost.
     */
    public Optional<Bound> maximum(Cost cost) {
        return switch (cost) {
            case Cost.Memory() ->
                bounds.peak(model::peakBytes, Extremum.MAX).map(b -> model.memoryBound(b, Extremum.MAX));
            case Cost.Macs _, Cost.Params _, Cost.Flash _, Cost.Latency _ ->
                bounds.max(model.sums(cost), limitOn(cost));
        };
    }

    /** The tightest limit on a cost itself; infinite if there is none. */
    private double limitOn(Cost cost) {
        return limits.stream()
                .filter(l -> l.cost().equals(cost))
                .mapToDouble(l -> l.maximum() / l.safetyFactor())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
