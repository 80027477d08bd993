package dev.sartor.latency;

import dev.sartor.data.Sha256;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What will be measured for a latency table.
 *
 * @param spaces      whose units these are
 * @param units       every distinct unit of the spaces
 * @param calibration whole networks to fit the calibration on
 * @param heldOut     whole networks to judge it by
 * @param seed        from which the networks and the order of visits follow
 */
public record ProfilingPlan(List<Certificate.MeasuredSpace> spaces, List<Unit> units, List<Network> calibration,
                            List<Network> heldOut, ProfilingOptions options, long seed) {
    public ProfilingPlan {
        spaces = List.copyOf(spaces);
        units = List.copyOf(units);
        calibration = List.copyOf(calibration);
        heldOut = List.copyOf(heldOut);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("There is no unit to profile");
        }
    }

    /** The plan for some spaces, at least one: all their units, and networks drawn from each of them in turn. */
    public static ProfilingPlan of(List<SearchSpace> spaces, ProfilingOptions options, long seed) {
        Map<String, Unit> units = new LinkedHashMap<>();
        spaces.forEach(space -> space.units().forEach(u -> units.putIfAbsent(u.key(), u)));
        List<Network> calibration = CalibrationDesign.choose(RandomNetworks.of(spaces, seed), options.calibrationNetworks());
        List<Network> heldOut = RandomNetworks.distinct(RandomNetworks.of(spaces, ~seed), options.heldOutNetworks(),
                calibration.stream().map(MeasuredNetwork::text).collect(Collectors.toSet()));
        return new ProfilingPlan(spaces.stream().map(Certificate.MeasuredSpace::of).toList(), List.copyOf(units.values()),
                calibration, heldOut, options, seed);
    }

    /**
     * How long a measurement will take, roughly, on a processor of {@link #MACS_PER_MS}; never more than the budget.
     *
     * @param models   to be loaded, networks included
     * @param networks whole networks among them
     */
    public record Estimate(int units, int models, int networks, int rounds, double seconds) {
        static final double MACS_PER_MS = 3e7;
        static final double LEAST_MS = 0.01;
        static final double LOADING_MS = 15;
    }

    /** Probes without repetition: units may share carriers, and a small space's networks repeat. */
    List<Probe> probes() {
        Map<String, Probe> probes = new LinkedHashMap<>();
        for (Unit unit : units) {
            options.method().probes(unit, calibration).forEach(p -> probes.putIfAbsent(p.key(), p));
        }
        networks().forEach(p -> probes.putIfAbsent(p.key(), p));
        return new ArrayList<>(probes.values());
    }

    private List<Probe> networks() {
        List<Network> networks = new ArrayList<>(calibration);
        networks.addAll(heldOut);
        return networks.stream().map(Probe::whole).toList();
    }

    /** What it will take. */
    public Estimate estimate() {
        List<Probe> probes = probes();
        double roundMs = 0;
        for (Probe probe : probes) {
            double ms = Estimate.LEAST_MS + probe.network().macs() / Estimate.MACS_PER_MS;
            roundMs += ms * (Discipline.discardedRuns(ms) + Discipline.timedRuns(ms));
        }
        Discipline discipline = options.discipline();
        double seconds = (roundMs * discipline.rounds() + Estimate.LOADING_MS * probes.size()) / 1e3;
        return new Estimate(units.size(), probes.size(), networks().size(), discipline.rounds(),
                Math.min(seconds, discipline.budget().toMillis() / 1e3));
    }

    /** Identifies what is measured: the log of an interrupted measurement only goes on with the same. */
    String sha256() {
        return Sha256.of(probes().stream().map(Probe::key).collect(Collectors.joining("\n"))
                + options + seed);
    }
}
