package dev.sartor.search;

import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.space.Bounds;
import dev.sartor.space.Bounds.Bound;
import dev.sartor.space.Bounds.End;
import dev.sartor.space.Bounds.Total;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Costs of a space's networks. MACs and parameters are sums over the network's units and the peak memory is their
 * maximum, so these are looked up by unit; latency is asked of each table.
 */
public final class CostModel {
    private final SearchSpace space;
    private final SortedMap<String, TableLatency> tables;
    private final long[] macs;
    private final long[] params;
    private final long[] peakBytes;
    private final boolean[] empty;

    /** @param tables latency tables by name */
    public CostModel(SearchSpace space, SortedMap<String, TableLatency> tables) {
        this.space = space;
        this.tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        List<Unit> units = space.unitGraph().units();
        macs = ofUnits(units, u -> u.network().macs());
        params = ofUnits(units, u -> u.network().params());
        peakBytes = ofUnits(units, CostModel::peakBytes);
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
        long sumOfMacs = 0;
        long sumOfParams = 0;
        long peak = 0;
        for (int u : units(genome)) {
            sumOfMacs += macs[u];
            sumOfParams += params[u];
            peak = Math.max(peak, peakBytes[u]);
        }
        return new Costs(sumOfMacs, sumOfParams, peak, latencies(genome));
    }

    /** A key that is equal for genomes of equal networks: the units in order, identities left out. */
    String key(Genome genome) {
        var key = new StringBuilder();
        for (int u : units(genome)) {
            if (!empty[u]) {
                key.appendCodePoint(u + 1);
            }
        }
        return key.toString();
    }

    /**
     * The least a cost can be over the whole space, exactly for sums and peaks and a bound from below for a latency that
     * is more than a sum, with the network of that sum.
     */
    Bound least(Cost cost) {
        return bound(cost, End.LEAST);
    }

    /** The most a cost can be over the whole space; of a latency that is more than a sum, the most its sum can be. */
    Bound greatest(Cost cost) {
        return bound(cost, End.GREATEST);
    }

    private Bound bound(Cost cost, End end) {
        return switch (cost) {
            case Cost.Macs() -> Bounds.of(space, Total.SUM, end, u -> u.network().macs());
            case Cost.Params() -> Bounds.of(space, Total.SUM, end, u -> u.network().params());
            case Cost.Memory() -> Bounds.of(space, Total.MAX, end, CostModel::peakBytes);
            case Cost.Latency(Optional<String> table) -> table.map(tables::get).map(t -> bound(t, end))
                    .orElseGet(() -> tables.values().stream().map(t -> bound(t, end))
                            .max(Comparator.comparingDouble(Bound::value)).orElseThrow());
        };
    }

    private Bound bound(TableLatency table, End end) {
        Bound units = Bounds.of(space, Total.SUM, end, table::unitMs);
        return new Bound(units.value() + table.offsetMs(), units.genome());
    }

    private SortedMap<String, Double> latencies(Genome genome) {
        SortedMap<String, Double> predicted = new TreeMap<>();
        if (!tables.isEmpty()) {
            Network network = Lowering.lower(space.decode(genome));
            tables.forEach((name, table) -> predicted.put(name, table.ms(network)));
        }
        return predicted;
    }

    private int[] units(Genome genome) {
        int[] into = new int[space.unitGraph().maxLength()];
        return Arrays.copyOf(into, space.unitGraph().walk(genome, into));
    }

    private static long peakBytes(Unit unit) {
        return PeakMemory.bytes(unit.network());
    }

    private static long[] ofUnits(List<Unit> units, ToLongFunction<Unit> figure) {
        return units.stream().mapToLong(figure).toArray();
    }
}
