package dev.sartor.latency.measuring.schedule;

import dev.sartor.device.Device;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.network.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Divides probes (models to be timed) into groups whose sessions (loaded models) are open at the same time. A measurement makes
 * several passes over all probes. Each pass opens new sessions, since the position of a session in memory changes its speed by
 * about a percent. If the device or its memory cannot hold all sessions, they are opened group by group. Every pass forms new
 * random groups, so that no two probes are always measured minutes apart.
 *
 * @param memoryMiB   maximum memory of a group's sessions
 * @param maxSessions maximum number of open sessions, without the control network
 * @param precision   number format of the models
 * @param seed        seed of the random groups
 */
public record SessionGroups(int memoryMiB, int maxSessions, Precision precision, long seed) {
    private static final int CONTROL_SESSIONS = 1;

    static SessionGroups of(MeasurementProtocol protocol, Device device, long seed) {
        return new SessionGroups(
                protocol.memoryMiB(),
                device.maxOpenSessions() - CONTROL_SESSIONS,
                device.description().device().precision(),
                seed);
    }

    /** Number of passes for this many rounds. */
    public static int passes(int rounds) {
        return Math.ceilDiv(rounds, MeasurementProtocol.ROUNDS_PER_PASS);
    }

    /**
     * The groups of a pass.
     *
     * @param probes the probes in the order of their priority. The first pass preserves it, since there may be no time for
     *               another pass
     */
    List<List<Probe>> of(List<Probe> probes, int pass) {
        List<Probe> order = new ArrayList<>(probes);
        if (pass > 0) {
            Collections.shuffle(order, new SplittableRandom(seed + pass));
        }
        List<List<Probe>> groups = new ArrayList<>();
        // negative, so that the first probe starts a group
        long freeBytes = -1;
        for (Probe probe : order) {
            freeBytes -= probe.idleSessionBytes(precision);
            if (freeBytes < 0 || groups.getLast().size() >= maxSessions) {
                groups.add(new ArrayList<>());
                freeBytes = ((long) memoryMiB << 20) - probe.idleSessionBytes(precision);
            }
            groups.getLast().add(probe);
        }
        return groups;
    }
}
