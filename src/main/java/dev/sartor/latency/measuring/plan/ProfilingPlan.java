package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.calibration.CalibrationNetworks;
import dev.sartor.latency.certificate.MeasuredSpace;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The units (stems, blocks and heads) and networks to measure for a latency table.
 *
 * @param spaces      the search spaces of the units
 * @param units       every distinct unit of the spaces, in the order of {@link MeasurementPriority}
 * @param headVariants heads of the spaces with other numbers of classes, see {@link HeadVariants}
 * @param calibration whole networks for the calibration
 * @param heldOut     whole networks to test the predictions with
 * @param seed        determines the networks and the order of visits
 */
public record ProfilingPlan(
        List<MeasuredSpace> spaces,
        List<Unit> units,
        List<Unit> headVariants,
        List<Network> calibration,
        List<Network> heldOut,
        ProfilingOptions options,
        long seed) {
    public ProfilingPlan {
        spaces = List.copyOf(spaces);
        units = List.copyOf(units);
        headVariants = List.copyOf(headVariants);
        calibration = List.copyOf(calibration);
        heldOut = List.copyOf(heldOut);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("There is no unit to profile");
        }
    }

    /** The plan for at least one space: all units, and networks drawn from each space in turn. */
    public static ProfilingPlan of(List<SearchSpace> spaces, ProfilingOptions options, long seed) {
        Map<String, Unit> units = new LinkedHashMap<>();
        spaces.forEach(space -> space.units().forEach(u -> units.putIfAbsent(u.key(), u)));
        List<Network> sample = RandomNetworks.distinct(
                RandomNetworks.of(spaces, seed),
                CalibrationNetworks.CANDIDATES_PER_NETWORK * options.calibrationNetworks(),
                Set.of());
        List<Network> calibration = CalibrationNetworks.choose(sample, options.calibrationNetworks());
        // the seed's complement, so that these networks are independent of those for the calibration
        List<Network> heldOut = RandomNetworks.distinct(
                RandomNetworks.of(spaces, ~seed),
                options.heldOutNetworks(),
                calibration.stream().map(MeasuredNetwork::segmentTexts).collect(Collectors.toSet()));
        List<Unit> variants = units.values().stream()
                .flatMap(HeadVariants::of)
                .filter(v -> !units.containsKey(v.key())
                        && !options.method().probes(v, calibration).isEmpty())
                .collect(Collectors.toMap(Unit::key, v -> v, (a, _) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        return new ProfilingPlan(
                spaces.stream().map(MeasuredSpace::of).toList(),
                new MeasurementPriority(sample).byPriority(List.copyOf(units.values())),
                variants,
                calibration,
                heldOut,
                options,
                seed);
    }

    /** The probes (models to be timed) in the order of their priority, without duplicates, since units may share probes. */
    public List<Probe> probes() {
        return MeasurementPriority.probes(allUnits(), u -> options.method().probes(u, calibration), networks());
    }

    /** The units to measure: those of the spaces, then the variants of their heads. */
    public List<Unit> allUnits() {
        List<Unit> all = new ArrayList<>(units);
        all.addAll(headVariants);
        return all;
    }

    /** All whole networks. */
    public List<Network> networks() {
        List<Network> networks = new ArrayList<>(calibration);
        networks.addAll(heldOut);
        return networks;
    }
}
