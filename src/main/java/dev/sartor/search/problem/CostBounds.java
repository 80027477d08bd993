package dev.sartor.search.problem;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.bounds.ConstrainedBounds;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.UnitCosts;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The least and the most that costs can be over the networks of a space that hold limits together, see {@link ConstrainedBounds}.
 * A latency whose weights count beyond what is free is the greater of two sums, the worst of several tables the greatest of
 * theirs; so a limit on it is a ceiling on each. Where units are interpolated a probability asks more of a network than these
 * ceilings: then bounds hold, but a network that is named may not be {@link #certain} to hold the limits.
 */
public final class CostBounds {
    private final CostModel model;
    private final List<Limit> limits;
    private final ConstrainedBounds bounds;

    CostBounds(SearchSpace space, CostModel model, List<Limit> limits) {
        this.model = model;
        this.limits = List.copyOf(limits);
        bounds = new ConstrainedBounds(
                space, limits.stream().flatMap(model::ceilings).toList());
    }

    /** Whether it is proven that no network holds all limits. */
    public boolean impossible() {
        return bounds.isInfeasible();
    }

    /** A canonical genome whose network holds all limits, if one was found. */
    public Optional<Genome> witness() {
        return bounds.feasible();
    }

    /** Another such genome, see {@link ConstrainedBounds#feasible(RandomGenerator)}. */
    public Optional<Genome> witness(RandomGenerator random) {
        return bounds.feasible(random);
    }

    /** Whether a network that holds the ceilings holds the limits. */
    public boolean certain(Genome genome) {
        return model.certain(limits, genome);
    }

    /** The least a cost can be, with the network that has it; empty where none was found that holds the limits. */
    public Optional<Bound> least(Cost cost) {
        return switch (cost) {
            case Cost.Memory() -> bounds.peak(UnitCosts::peakBytes, Extremum.MIN);
            case Cost.Macs _, Cost.Params _, Cost.Latency _ -> bounds.min(model.sums(cost));
        };
    }

    /**
     * The most a cost can be, with the network that has it; empty where none was found that holds the limits. A network within
     * a thousandth of a limit on that cost is good enough.
     */
    public Optional<Bound> greatest(Cost cost) {
        return switch (cost) {
            case Cost.Memory() -> bounds.peak(UnitCosts::peakBytes, Extremum.MAX);
            case Cost.Macs _, Cost.Params _, Cost.Latency _ -> bounds.max(model.sums(cost), ceiling(cost));
        };
    }

    /** What the limits on a cost itself leave; infinite without any. */
    private double ceiling(Cost cost) {
        return limits.stream()
                .filter(l -> l.cost().equals(cost))
                .mapToDouble(l -> l.most() / l.margin())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
