package dev.sartor.latency.measuring.schedule;

import dev.sartor.device.Device;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which probes are open together, beside the control. A measurement is some passes over all probes, and each pass opens
 * them anew: where a session lies in memory decides how fast it runs, by about a percent, and another time it lies
 * elsewhere. What a device or memory does not hold at once is opened group by group. Groups are drawn anew in every
 * pass, so that each probe meets others, and no two are always measured minutes apart.
 *
 * @param memoryMiB that the sessions of a group may need
 * @param most      sessions that may be open together
 * @param seed      of the groups
 */
public record SessionGroups(int memoryMiB, int most, long seed) {
    private static final int CONTROL_SESSIONS = 1;

    static SessionGroups of(MeasurementProtocol discipline, Device device, long seed) {
        return new SessionGroups(discipline.memoryMiB(), device.sessionsAtOnce() - CONTROL_SESSIONS, seed);
    }

    /** How many times each probe is opened to be measured in so many rounds. */
    public static int passes(int rounds) {
        return Math.ceilDiv(rounds, MeasurementProtocol.ROUNDS_PER_PASS);
    }

    /**
     * The groups of a pass.
     *
     * @param probes in the order of their importance, which the first pass keeps, as it may be the only one there is time for
     */
    List<List<Probe>> of(List<Probe> probes, int pass) {
        List<Probe> order = new ArrayList<>(probes);
        if (pass > 0) {
            Collections.shuffle(order, new SplittableRandom(seed + pass));
        }
        List<List<Probe>> groups = new ArrayList<>();
        long free = -1;
        for (Probe probe : order) {
            free -= probe.bytesBetweenVisits();
            if (free < 0 || groups.getLast().size() >= most) {
                groups.add(new ArrayList<>());
                free = ((long) memoryMiB << 20) - probe.bytesBetweenVisits();
            }
            groups.getLast().add(probe);
        }
        return groups;
    }
}
