package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.measuring.probe.WholeRunProbe;
import dev.sartor.latency.statistics.Medians;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares boards before they are measured, with the control network in several sessions: the position of a single session in
 * memory changes its latency by one or two percent.
 */
final class ControlSessions {
    private static final int SESSIONS = 6;
    private static final int VISITS = 3;

    private ControlSessions() {}

    /**
     * The latency of the control network in each of several sessions, one after another.
     *
     * @throws DeviceFailure if the board does not run it
     */
    static double[] timesMs(MeasurementSetup setup) throws InterruptedException {
        byte[] model = setup.onnx().apply(ControlNetwork.network());
        double[] sessions = new double[SESSIONS];
        for (int i = 0; i < SESSIONS; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The comparison of the boards was interrupted");
            }
            try (WholeRunProbe control = WholeRunProbe.open(setup.device(), ControlNetwork.KEY, model, setup.clock())) {
                sessions[i] = timeMs(control);
            }
        }
        return sessions;
    }

    private static double timeMs(WholeRunProbe control) {
        List<Double> visits = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            Visit visit = control.visitOnce();
            if (!visit.isEmpty()) {
                visits.add(Quantiles.median(visit.runsMs()));
            }
        }
        if (visits.isEmpty()) {
            throw new DeviceFailure(DeviceFailure.Stage.RUN, "its clock stands still or runs backwards");
        }
        return Medians.of(visits);
    }
}
