package dev.sartor.search;

import dev.sartor.space.Bounds;
import dev.sartor.space.Bounds.Bound;
import dev.sartor.space.Bounds.End;
import dev.sartor.space.Bounds.Total;
import dev.sartor.space.Ceiling;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import dev.sartor.space.UnitCosts;
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
import java.util.stream.Stream;

/**
 * Costs of a space's networks, by their units; latency is asked of each table.
 */
public final class CostModel {
    private final SearchSpace space;
    private final SortedMap<String, TableLatency> tables;
    private final UnitCosts costs;
    private final boolean[] empty;

    /** @param tables latency tables by name */
    public CostModel(SearchSpace space, SortedMap<String, TableLatency> tables) {
        this.space = space;
        this.tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        List<Unit> units = space.unitGraph().units();
        costs = new UnitCosts(space.unitGraph());
        empty = new boolean[units.size()];
        for (int u = 0; u < empty.length; u++) {
            empty[u] = units.get(u).isEmpty();
        }
    }

    /** The names of the latency tables. */
    public SortedSet<String> tables() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tables.keySet()));
    }

    public Costs of(Genome genome) {
        return of(units(genome));
    }

    /** The costs of the network that these units make up. */
    Costs of(int[] units) {
        return new Costs(costs.macs(units, units.length), costs.params(units, units.length),
                costs.peakBytes(units, units.length), latencies(units));
    }

    /** A key that is equal for equal networks: the units in order, identities left out. */
    String key(int[] units) {
        var key = new StringBuilder(units.length);
        for (int u : units) {
            if (!empty[u]) {
                key.appendCodePoint(u + 1);
            }
        }
        return key.toString();
    }

    /**
     * The least a cost can be over the whole space, with a network. Exact, but for a latency whose weight term begins just
     * where the least networks are: then a bound from below, with a network near it.
     */
    Bound least(Cost cost) {
        return bound(cost, End.LEAST);
    }

    /** The most a cost can be over the whole space, exactly, with the network that has it. */
    Bound greatest(Cost cost) {
        return bound(cost, End.GREATEST);
    }

    /** The widest {@link TableLatency#margin} of the tables that a latency is of; 1 for any other cost. */
    double margin(Cost cost, double confidence) {
        return switch (cost) {
            case Cost.Macs _, Cost.Params _, Cost.Memory _ -> 1;
            case Cost.Latency(Optional<String> table) -> tables.entrySet().stream()
                    .filter(t -> table.isEmpty() || table.get().equals(t.getKey()))
                    .mapToDouble(t -> t.getValue().margin(confidence)).max().orElseThrow();
        };
    }

    private Bound bound(Cost cost, End end) {
        return switch (cost) {
            case Cost.Macs() -> Bounds.of(space, Total.SUM, end, u -> u.network().macs());
            case Cost.Params() -> Bounds.of(space, Total.SUM, end, u -> u.network().params());
            case Cost.Memory() -> Bounds.of(space, Total.MAX, end, UnitCosts::peakBytes);
            case Cost.Latency(Optional<String> table) -> table.map(tables::get).map(t -> bound(t, end))
                    .orElseGet(() -> tables.values().stream().map(t -> bound(t, end))
                            .max(Comparator.comparingDouble(Bound::value)).orElseThrow());
        };
    }

    /** A limit as ceilings over units; for a latency that is more than a sum, ceilings that its sum must hold at least. */
    Stream<Ceiling> ceilings(Limit limit) {
        return switch (limit.cost()) {
            case Cost.Macs() -> Stream.of(new Ceiling(Total.SUM, u -> u.network().macs(), limit.most()));
            case Cost.Params() -> Stream.of(new Ceiling(Total.SUM, u -> u.network().params(), limit.most()));
            case Cost.Memory() -> Stream.of(new Ceiling(Total.MAX, UnitCosts::peakBytes, limit.most()));
            case Cost.Latency(Optional<String> table) -> tables.entrySet().stream()
                    .filter(t -> table.isEmpty() || table.get().equals(t.getKey())).map(Map.Entry::getValue)
                    .map(t -> new Ceiling(Total.SUM, t::unitMs, limit.most() / limit.margin() - t.offsetMs()));
        };
    }

    private Bound bound(TableLatency table, End end) {
        Bound light = bound(table, end, 0);
        if (table.msPerParam() == 0) {
            return light;
        }
        // max(0, x) is the greatest of 0 and x: the greatest over both is exact. The least over either is no network's more,
        // and exact if its own network has it
        Bound heavy = bound(table, end, table.msPerParam());
        return switch (end) {
            case GREATEST -> light.value() >= heavy.value() ? light : heavy;
            case LEAST -> {
                Genome nearest = ms(table, light.genome()) <= ms(table, heavy.genome()) ? light.genome() : heavy.genome();
                yield new Bound(Math.max(light.value(), heavy.value()), nearest);
            }
        };
    }

    /** As if every parameter cost so much, those that are free earned it back. */
    private Bound bound(TableLatency table, End end, double msPerParam) {
        Bound units = Bounds.of(space, Total.SUM, end, u -> table.unitMs(u) + msPerParam * u.network().params());
        return new Bound(units.value() + table.offsetMs() - msPerParam * table.freeParams(), units.genome());
    }

    private double ms(TableLatency table, Genome genome) {
        int[] units = units(genome);
        return table.ms(units, units.length);
    }

    private SortedMap<String, Double> latencies(int[] units) {
        SortedMap<String, Double> predicted = new TreeMap<>();
        tables.forEach((name, table) -> predicted.put(name, table.ms(units, units.length)));
        return predicted;
    }

    /** The units of a genome's network in order, as indices into the space's unit graph. */
    int[] units(Genome genome) {
        int[] into = new int[space.unitGraph().maxLength()];
        return Arrays.copyOf(into, space.unitGraph().walk(genome, into));
    }
}
