package dev.sartor.space.unit;

import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The exact MACs, parameters and peak memory of a space's networks, without lowering them: MACs and parameters are sums over
 * the network's units, peak memory is the maximum. A network is given by its units, as {@link UnitGraph#unitsOf} returns them.
 * Created once per space; thread-safe; its methods allocate nothing.
 */
public final class UnitCosts {
    private final long[] macs;
    private final long[] params;
    private final long[] peakBytes;

    /** @param precision the number format of the activations */
    public UnitCosts(UnitGraph graph, Precision precision) {
        macs = perUnit(graph.units(), u -> u.network().macs());
        params = perUnit(graph.units(), u -> u.network().params());
        peakBytes = perUnit(graph.units(), u -> peakBytes(u, precision));
    }

    /** The peak activation memory of a single unit in bytes, for one image. */
    public static long peakBytes(Unit unit, Precision precision) {
        return PeakMemory.bytes(unit.network(), precision);
    }

    /** MACs of the network that consists of the first {@code length} of these units. */
    public long macs(int[] units, int length) {
        return sum(macs, units, length);
    }

    /** Trainable parameters of that network. */
    public long params(int[] units, int length) {
        return sum(params, units, length);
    }

    /** Peak activation memory of that network in bytes, for one image. */
    public long peakBytes(int[] units, int length) {
        long peak = 0;
        for (int i = 0; i < length; i++) {
            peak = Math.max(peak, peakBytes[units[i]]);
        }
        return peak;
    }

    private static long sum(long[] costs, int[] units, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += costs[units[i]];
        }
        return sum;
    }

    private static long[] perUnit(List<Unit> units, ToLongFunction<Unit> cost) {
        return units.stream().mapToLong(cost).toArray();
    }
}
