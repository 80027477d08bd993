package dev.sartor.latency.measuring.schedule;

import dev.sartor.latency.certificate.MeasurementProtocol;

/**
 * The passes that one device makes.
 *
 * @param rounds number of rounds of a pass
 */
record Passes(PassSource source, int rounds) {

    /** All passes of a device that is measured alone. */
    static Passes alone(int rounds) {
        return new Passes(PassSource.inOrder(SessionGroups.passes(rounds)), MeasurementProtocol.ROUNDS_PER_PASS);
    }

    /** Number of rounds of a pass that divides the rounds evenly among boards. */
    static int roundsPerPass(int rounds, int boards) {
        int passes = Math.ceilDiv(SessionGroups.passes(rounds), boards) * boards;
        return Math.ceilDiv(rounds, passes);
    }
}
