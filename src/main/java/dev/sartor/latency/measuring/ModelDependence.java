package dev.sartor.latency.measuring;

import dev.sartor.base.UserError;
import dev.sartor.base.math.KendallTau;
import dev.sartor.device.Device;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.NoiseFloor;
import dev.sartor.latency.statistics.Agreement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Refuses the measurement of a device whose times do not depend on the model: a constant, a timer that is coarser than the
 * differences between models, or a number that is not the latency.
 */
final class ModelDependence {
    /** Minimum number of models for a meaningful rank correlation. */
    private static final int MIN_MODELS = 9;

    private static final String FIX =
            "check what the device prints or reports as time: for a device file, the number that its"
                    + " pattern 'times' finds, its unit, and that the model given is the one that runs";

    private final Device device;
    private final Measurements measured;
    private final Map<String, Double> mediansMs;

    ModelDependence(Device device, Measurements measured) {
        this.device = device;
        this.measured = measured;
        this.mediansMs = measured.uncorrectedMediansMs();
    }

    /**
     * Checks the times of units (stems, blocks, heads) and networks, whose sizes differ by orders of magnitude.
     *
     * @throws UserError if they are constant, within the timer's resolution, or unrelated to the models' MACs
     */
    void checkUnits(List<Probe> probes) {
        List<Probe> timed = timed(probes);
        requireDifferences(timed, "models");
        double tau = correlationWithMacs(timed);
        if (timed.size() >= MIN_MODELS && !KendallTau.isAboveChance(tau, timed.size())) {
            throw unrelated(timed.size(), "models", tau);
        }
    }

    /**
     * Checks that the times of whole networks differ at all.
     *
     * @throws UserError if they are constant or within the timer's resolution
     */
    void checkTimesDiffer(List<Probe> networks) {
        requireDifferences(timed(networks), "networks");
    }

    /**
     * Checks the times of whole networks of a space, whose sizes may be similar.
     *
     * @throws UserError if they are constant, within the timer's resolution, or both unrelated to the networks' MACs and in
     *     another order in the two halves of the measurement
     */
    void checkNetworks(List<Probe> networks) {
        List<Probe> timed = timed(networks);
        requireDifferences(timed, "networks");
        double tau = correlationWithMacs(timed);
        boolean repeatable = NoiseFloor.oddAgainstEvenRounds(
                        timed.stream().map(Probe::network).toList(), measured)
                .filter(Agreement::ranksAboveChance)
                .isPresent();
        if (timed.size() >= MIN_MODELS && !repeatable && !KendallTau.isAboveChance(tau, timed.size())) {
            throw unrelated(timed.size(), "networks", tau);
        }
    }

    private List<Probe> timed(List<Probe> probes) {
        return probes.stream().filter(p -> mediansMs.containsKey(p.key())).toList();
    }

    private void requireDifferences(List<Probe> timed, String models) {
        if (timed.size() < 2) {
            return;
        }
        double[] ms = latencies(timed);
        double min = Arrays.stream(ms).min().orElseThrow();
        double max = Arrays.stream(ms).max().orElseThrow();
        OptionalDouble grain = measured.timerGrain().ms();
        if (min == max) {
            throw error(String.format(
                    Locale.ROOT,
                    "the times do not depend on the model: all %d %s take %s ms%s",
                    timed.size(),
                    models,
                    min,
                    grain.isPresent() ? ", as by a timer that counts steps of " + grain.getAsDouble() + " ms" : ""));
        }
        if (grain.isPresent() && max - min <= grain.getAsDouble()) {
            throw error(String.format(
                    Locale.ROOT,
                    "the timer of this device is too coarse: it counts steps of %s ms, and all %d %s take from %s to"
                            + " %s ms",
                    grain.getAsDouble(),
                    timed.size(),
                    models,
                    min,
                    max));
        }
    }

    private double correlationWithMacs(List<Probe> timed) {
        return timed.size() < 2
                ? 0
                : KendallTau.of(
                        timed.stream().mapToDouble(p -> p.network().macs()).toArray(), latencies(timed));
    }

    private double[] latencies(List<Probe> timed) {
        return timed.stream().mapToDouble(p -> mediansMs.get(p.key())).toArray();
    }

    private UserError unrelated(int count, String models, double tau) {
        return error(String.format(
                Locale.ROOT,
                "the times do not depend on the model: their rank correlation with MACs is %.2f for %d %s%s",
                tau,
                count,
                models,
                measured.timerGrain().ms().isPresent()
                        ? ", and the timer counts steps of "
                                + measured.timerGrain().ms().getAsDouble() + " ms"
                        : ""));
    }

    private UserError error(String what) {
        return new UserError(what, "device " + device.description().device().text(), FIX, UserError.ExitCode.FAILED);
    }
}
