package dev.sartor.space.unit;

import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exact MACs, parameters, bytes of weights and peak memory of a space's networks, computed without creating their layers:
 * peak memory is the maximum over the network's units, the others are sums. A network is given by its units, as {@link
 * UnitGraph#unitsOf} returns them. Created once per space; thread-safe; if all units are known in advance, its methods
 * allocate nothing.
 */
public final class UnitCosts {
    private final UnitGraph graph;
    private final Precision precision;
    // by unit index; null if not all units are known in advance
    private final long[] macs;
    private final long[] params;
    private final long[] weightBytes;
    private final long[] peakBytes;
    /** Peak memory by unit index; used instead of {@link #peakBytes} if that is null. */
    private final Map<Integer, Long> computedPeakBytes = new ConcurrentHashMap<>();

    /** Bytes of weights by unit index; used instead of {@link #weightBytes} if that is null. */
    private final Map<Integer, Long> computedWeightBytes = new ConcurrentHashMap<>();

    /** @param precision the number format of activations and weights */
    public UnitCosts(UnitGraph graph, Precision precision) {
        this.graph = graph;
        this.precision = precision;
        boolean allKnown = graph.hasAllUnits();
        macs = allKnown ? graph.units().stream().mapToLong(Unit::macs).toArray() : null;
        params = allKnown ? graph.units().stream().mapToLong(Unit::params).toArray() : null;
        weightBytes = allKnown
                ? graph.units().stream()
                        .mapToLong(u -> weightBytes(u, precision))
                        .toArray()
                : null;
        peakBytes = allKnown
                ? graph.units().stream().mapToLong(u -> peakBytes(u, precision)).toArray()
                : null;
    }

    /** The peak activation memory of a single unit in bytes, for one image. */
    public static long peakBytes(Unit unit, Precision precision) {
        return PeakMemory.bytes(unit.network(), precision);
    }

    /** The bytes of the weights of a single unit. */
    public static long weightBytes(Unit unit, Precision precision) {
        return unit.network().weightBytes(precision);
    }

    /** MACs of the network that consists of the first {@code length} of the given units. */
    public long macs(int[] units, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += macs != null ? macs[units[i]] : graph.unit(units[i]).macs();
        }
        return sum;
    }

    /** Trainable parameters of the network that consists of the first {@code length} of the given units. */
    public long params(int[] units, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += params != null ? params[units[i]] : graph.unit(units[i]).params();
        }
        return sum;
    }

    /** Bytes of the weights of the network that consists of the first {@code length} of the given units. */
    public long weightBytes(int[] units, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += weightBytes(units[i]);
        }
        return sum;
    }

    private long weightBytes(int unit) {
        return weightBytes != null
                ? weightBytes[unit]
                : computedWeightBytes.computeIfAbsent(unit, u -> weightBytes(graph.unit(u), precision));
    }

    /**
     * Peak activation memory in bytes, for one image, of the network that consists of the first {@code length} of the given
     * units.
     */
    public long peakBytes(int[] units, int length) {
        long peak = 0;
        for (int i = 0; i < length; i++) {
            peak = Math.max(peak, peakBytes(units[i]));
        }
        return peak;
    }

    private long peakBytes(int unit) {
        return peakBytes != null
                ? peakBytes[unit]
                : computedPeakBytes.computeIfAbsent(unit, u -> peakBytes(graph.unit(u), precision));
    }
}
