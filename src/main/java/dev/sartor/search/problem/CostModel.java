package dev.sartor.search.problem;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.EstimatedHeads;
import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.prediction.SpaceLatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.litert.ArenaCosts;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.AdditiveCost;
import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.bounds.CostLimit;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cost model of a space: computes MACs, parameters, memory, bytes of weights and latency of its networks from their units (stem, blocks
 * and head). Units are given as indices into the space's unit graph ({@link dev.sartor.space.SearchSpace#unitGraph}).
 */
public final class CostModel {
    private final SearchSpace space;
    private final SortedMap<String, LatencyModel> tables;
    /** Number format of the networks, in which memory and weights are counted: that of the tables, fp32 without a table. */
    private final Precision precision;

    private final UnitCosts costs;
    /** Memory of the activations, if the tables are of LiteRT in 8-bit integers; otherwise it is that of {@link #costs}. */
    private final Optional<ArenaCosts> arena;

    private final List<EstimatedHeads> estimatedHeads;

    /** @param tables latency tables by name */
    public CostModel(SearchSpace space, SortedMap<String, LatencyModel> tables) {
        this(space, tables, List.of());
    }

    /** The costs of a space without latencies. */
    public static CostModel withoutTables(SearchSpace space) {
        return new CostModel(space, new TreeMap<>());
    }

    private CostModel(SearchSpace space, SortedMap<String, LatencyModel> tables, List<EstimatedHeads> estimatedHeads) {
        this.space = space;
        this.estimatedHeads = estimatedHeads;
        this.tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        // of several precisions the one with the most bytes; costs that depend on it are then refused
        precision = tables.values().stream()
                .map(LatencyModel::precision)
                .max(Comparator.comparing(Precision::bytesPerValue))
                .orElse(Precision.FP32);
        costs = new UnitCosts(space.unitGraph(), precision);
        arena = tables.values().stream().anyMatch(LatencyModel::isInt8LiteRt)
                ? Optional.of(new ArenaCosts(space.unitGraph()))
                : Optional.empty();
    }

    /**
     * A cost model with measured latency tables.
     *
     * @throws UserError if a table lacks units of the space that are not, or cannot be, interpolated
     */
    public static CostModel of(SearchSpace space, List<LatencyTable> tables, MissingUnitPolicy missing) {
        SortedMap<String, LatencyModel> latencies = new TreeMap<>();
        tables.forEach(
                t -> latencies.put(t.name(), new SpaceLatencyPredictor(space, new LatencyPredictor(t, missing))));
        return new CostModel(
                space,
                latencies,
                tables.stream()
                        .flatMap(t -> EstimatedHeads.of(t, space.units()).stream())
                        .toList());
    }

    /** For each table that was measured with another number of classes: the heads whose latency is estimated. */
    public List<EstimatedHeads> estimatedHeads() {
        return estimatedHeads;
    }

    /** The names of the latency tables. */
    public SortedSet<String> tables() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tables.keySet()));
    }

    /** The costs of a genome's network. */
    public Costs of(Genome genome) {
        return of(units(genome));
    }

    /** The costs of a network, given by its units. */
    public Costs of(int[] units) {
        return new Costs(
                costs.macs(units, units.length),
                costs.params(units, units.length),
                memory(units),
                costs.weightBytes(units, units.length),
                latencies(units));
    }

    /** One cost of a network, given by its units; equal to {@link Cost#of} of all its costs. */
    double amount(Cost cost, int[] units) {
        return switch (cost) {
            case Cost.Macs() -> costs.macs(units, units.length);
            case Cost.Params() -> costs.params(units, units.length);
            case Cost.Memory() -> memory(units);
            case Cost.Flash() -> costs.weightBytes(units, units.length);
            case Cost.Latency(Optional<String> table)
            when table.isPresent() -> tables.get(table.get()).ms(units, units.length);
            case Cost.Latency _ -> worstLatencyMs(units);
        };
    }

    private long memory(int[] units) {
        return arena.map(a -> a.bytes(units, units.length)).orElseGet(() -> costs.peakBytes(units, units.length));
    }

    /**
     * The memory of the activations of a network, which need not be one of the space: the peak, or if the tables are of LiteRT in
     * 8-bit integers, the arena of TensorFlow Lite Micro.
     */
    public long memory(Network network) {
        return arena.isPresent() ? LiteRtExport.arenaBytes(network) : PeakMemory.bytes(network, precision);
    }

    /** The number format of the networks. */
    public Precision precision() {
        return precision;
    }

    /** The latency of a network, given by its first units, on one table. */
    public double latencyMs(String table, int[] units, int length) {
        return tables.get(table).ms(units, length);
    }

    private double worstLatencyMs(int[] units) {
        double worst = 0;
        for (LatencyModel table : tables.values()) {
            worst = Math.max(worst, table.ms(units, units.length));
        }
        return worst;
    }

    /** A key that is equal for equal networks: the units in order, without identities. */
    String key(int[] units) {
        int[] codePoints = new int[units.length];
        int length = 0;
        for (int u : units) {
            if (!space.unitGraph().unit(u).isEmpty()) {
                codePoints[length++] = u + 1;
            }
        }
        return new String(codePoints, 0, length);
    }

    /** Whether {@link #within}, {@link #minimum} and {@link #maximum} are exact; false for a space with too many units. */
    public boolean hasExactBounds() {
        return space.unitGraph().hasExactBounds();
    }

    /** Bounds over the networks that satisfy limits, which must be resolved for this model ({@link Limit#resolvedFor}). */
    public CostBounds within(List<Limit> limits) {
        return new CostBounds(space, this, limits);
    }

    /**
     * Whether a cost has a meaning for this model's tables: the largest latency of all tables, memory and weights have none if the tables
     * are of several precisions.
     */
    public boolean isDefined(Cost cost) {
        return switch (cost) {
            case Cost.Macs _, Cost.Params _ -> true;
            case Cost.Memory _ ->
                byPrecision().size() < 2
                        && (arena.isEmpty() || tables.values().stream().allMatch(LatencyModel::isInt8LiteRt));
            case Cost.Flash _ -> byPrecision().size() < 2;
            case Cost.Latency(Optional<String> table) ->
                table.isPresent() || byPrecision().size() < 2;
        };
    }

    /** The names of the tables of each precision. */
    private SortedMap<Precision, List<String>> byPrecision() {
        SortedMap<Precision, List<String>> names = new TreeMap<>();
        tables.forEach((name, table) ->
                names.computeIfAbsent(table.precision(), _ -> new ArrayList<>()).add(name));
        return names;
    }

    /** @throws UserError for a latency of a table that this model does not have, and for a cost that is not defined */
    void requireDefined(Cost cost, String where) {
        if (!isDefined(cost)) {
            boolean severalPrecisions = byPrecision().size() > 1;
            String named = byPrecision().entrySet().stream()
                    .map(e -> e.getKey().token() + ": " + String.join(", ", e.getValue()))
                    .collect(Collectors.joining("; "));
            throw new UserError(
                    "the tables of this run are of "
                            + (severalPrecisions ? "several precisions" : "LiteRT and of other runtimes") + " (" + named
                            + "), for which " + cost.text() + " has no single value",
                    where,
                    cost instanceof Cost.Latency
                            ? "name the table: latency:" + tables.lastKey() + "; or use tables of one precision"
                            : severalPrecisions
                                    ? "use tables of one precision"
                                    : "use tables of LiteRT, or of other runtimes");
        }
        if (!(cost instanceof Cost.Latency(Optional<String> table))) {
            return;
        }
        if (tables.isEmpty()) {
            throw new UserError(
                    "latency is unknown without a latency table",
                    where,
                    "add --table TABLE, or measure one with sartor profile");
        }
        if (table.isPresent() && !tables.containsKey(table.get())) {
            throw new UserError(
                    "there is no latency table '" + table.get() + "' in this run",
                    where,
                    Suggestions.fix(table.get(), tables.keySet()));
        }
    }

    /** The minimum of a cost over the whole space, with the network that attains it. */
    public Bound minimum(Cost cost) {
        return within(List.of()).minimum(cost).orElseThrow();
    }

    /**
     * The maximum of a cost over the whole space, with the network that attains it. In a space with too many units for exact bounds
     * it is a local maximum.
     */
    public Bound maximum(Cost cost) {
        return hasExactBounds()
                ? within(List.of()).maximum(cost).orElseThrow()
                : new CoordinateAscent(space, g -> amount(cost, units(g))).maximum();
    }

    /**
     * The factor by which a predicted cost is multiplied for a limit with this confidence ({@link Limit#resolvedFor}): the largest of
     * all tables of a latency, 1 for any other cost.
     */
    double safetyFactor(Cost cost, double confidence) {
        return tables(cost).mapToDouble(t -> t.marginFactor(confidence)).max().orElse(1);
    }

    /**
     * Whether no limit is stricter for this network than for others. A limit with a probability is stricter if units of the network are
     * interpolated.
     */
    public boolean isExact(List<Limit> limits, Genome genome) {
        int[] units = units(genome);
        return limits.stream().allMatch(l -> l.resolvedFor(this, units).equals(l))
                && (limits.stream().noneMatch(l -> l.cost() instanceof Cost.Memory) || isMemoryOfLargestUnit(units));
    }

    /** Whether the memory of a network is that of its largest unit, as the bounds assume. */
    private boolean isMemoryOfLargestUnit(int[] units) {
        return arena.isEmpty()
                || memory(units)
                        == Arrays.stream(units)
                                .mapToLong(u -> peakBytes(space.unitGraph().unit(u)))
                                .max()
                                .orElse(0);
    }

    /** A bound of the memory, from one of the memory of the largest unit, which can be less. */
    Bound memoryBound(Bound ofLargestUnit, Extremum extremum) {
        if (arena.isEmpty()) {
            return ofLargestUnit;
        }
        double proven = switch (extremum) {
            case MIN -> ofLargestUnit.proven();
            case MAX -> Double.POSITIVE_INFINITY;
        };
        return new Bound(memory(units(ofLargestUnit.genome())), ofLargestUnit.genome(), proven);
    }

    private Stream<LatencyModel> tables(Cost cost) {
        return switch (cost) {
            case Cost.Macs _, Cost.Params _, Cost.Memory _, Cost.Flash _ -> Stream.of();
            case Cost.Latency(Optional<String> table) ->
                tables.entrySet().stream()
                        .filter(t -> table.isEmpty() || table.get().equals(t.getKey()))
                        .map(Map.Entry::getValue);
        };
    }

    /**
     * The same factor for one network, given by its units. It is larger than for others if some units are interpolated.
     */
    double safetyFactor(Cost cost, double confidence, int[] units) {
        return tables(cost)
                .mapToDouble(t -> t.marginFactor(units, units.length, confidence))
                .max()
                .orElse(1);
    }

    /**
     * For each table, the smallest share (0 to 1) of a network's latency that comes from measured units; the rest is estimated. Tables
     * whose share is 1 for all networks are left out.
     */
    public SortedMap<String, Double> measuredShares(List<Genome> genomes) {
        SortedMap<String, Double> shares = new TreeMap<>();
        List<int[]> networks = genomes.stream().map(this::units).toList();
        tables.forEach((name, table) -> {
            double least = networks.stream()
                    .mapToDouble(n -> table.measuredShare(n, n.length))
                    .min()
                    .orElse(1);
            if (least < 1) {
                shares.put(name, least);
            }
        });
        return shares;
    }

    /**
     * A limit as limits on sums or maxima over units. A network that satisfies the limit satisfies them all; the converse is true
     * where the limit {@link #isExact}.
     */
    public Stream<CostLimit> costLimits(Limit limit) {
        return switch (limit.cost()) {
            case Cost.Memory() -> Stream.of(new CostLimit(Aggregation.MAX, this::peakBytes, limit.maximum()));
            case Cost.Macs _, Cost.Params _, Cost.Flash _, Cost.Latency _ ->
                sums(limit.cost()).stream()
                        .map(s -> new CostLimit(
                                Aggregation.SUM, s.unitCost(), limit.maximum() / limit.safetyFactor() - s.offset()));
        };
    }

    /** The memory of the activations of a unit alone. */
    long peakBytes(Unit unit) {
        return arena.isPresent() ? ArenaCosts.bytes(unit) : UnitCosts.peakBytes(unit, precision);
    }

    /** The sums over units whose maximum is the cost; none for memory, which is not a sum. */
    List<AdditiveCost> sums(Cost cost) {
        return switch (cost) {
            case Cost.Macs() -> List.of(AdditiveCost.of(Unit::macs));
            case Cost.Params() -> List.of(AdditiveCost.of(Unit::params));
            case Cost.Flash() -> List.of(AdditiveCost.of(u -> UnitCosts.weightBytes(u, precision)));
            case Cost.Memory() -> List.of();
            case Cost.Latency _ -> tables(cost).flatMap(CostModel::sums).toList();
        };
    }

    /** Two sums: the latencies of the units, and the same plus a time for every parameter beyond the first {@code freeParams}. */
    private static Stream<AdditiveCost> sums(LatencyModel table) {
        double msPerParam = table.msPerParam();
        var withoutWeights = new AdditiveCost(table.offsetMs(), table::unitMs);
        var withWeights = new AdditiveCost(
                table.offsetMs() - msPerParam * table.freeParams(), u -> table.unitMs(u) + msPerParam * u.params());
        return msPerParam == 0 ? Stream.of(withoutWeights) : Stream.of(withoutWeights, withWeights);
    }

    private SortedMap<String, Double> latencies(int[] units) {
        SortedMap<String, Double> predicted = new TreeMap<>();
        tables.forEach((name, table) -> predicted.put(name, table.ms(units, units.length)));
        return predicted;
    }

    /** The units of a genome's network in order, as indices into the space's unit graph. */
    public int[] units(Genome genome) {
        int[] into = new int[space.unitGraph().maxLength()];
        return Arrays.copyOf(into, space.unitGraph().unitsOf(genome, into));
    }
}
