package dev.sartor.latency;

import dev.sartor.device.Device;
import java.util.ArrayList;
import java.util.List;

/**
 * Probes that are open together, beside the control. Where a device or memory does not hold all of them, they are opened
 * group by group, and again for every pass.
 *
 * @param probes in their order, cut where a group would need too much memory or too many sessions
 */
record SessionGroups(List<List<Probe>> probes) {
    /** Each group gets so many rounds before the next is opened. */
    private static final int ROUNDS_PER_PASS = 10;
    private static final int CONTROL_SESSIONS = 1;

    SessionGroups {
        probes = probes.stream().map(List::copyOf).toList();
    }

    static SessionGroups of(List<Probe> probes, int memoryMiB, Device device) {
        List<List<Probe>> groups = new ArrayList<>();
        int most = device.sessionsAtOnce() - CONTROL_SESSIONS;
        long free = -1;
        for (Probe probe : probes) {
            free -= probe.bytesBetweenVisits();
            if (free < 0 || groups.getLast().size() >= most) {
                groups.add(new ArrayList<>());
                free = ((long) memoryMiB << 20) - probe.bytesBetweenVisits();
            }
            groups.getLast().add(probe);
        }
        return new SessionGroups(groups);
    }

    /** All of them, where there is but one group. */
    int roundsPerPass(int rounds) {
        return probes.size() == 1 ? rounds : ROUNDS_PER_PASS;
    }

    /** How many times each probe is opened to be measured in so many rounds. */
    int passes(int rounds) {
        return Math.ceilDiv(rounds, roundsPerPass(rounds));
    }
}
