package dev.sartor.device;

import java.util.List;

/**
 * A device that runs models and times them: a machine with a runtime, an execution provider, threads, a precision and a batch
 * size. Used by one thread at a time. Sessions must be closed before their device.
 */
public interface Device extends AutoCloseable {

    /** The description of the device with its present state. */
    DeviceDescription description();

    /**
     * Loads a model. Many sessions may be open at once.
     *
     * @throws DeviceFailure when the runtime refuses the model
     */
    Session open(byte[] model);

    /** Maximum number of sessions to have open at the same time; with more, timing becomes slow. */
    default int maxOpenSessions() {
        return Integer.MAX_VALUE;
    }

    /** The number of requests in one call of {@link #timesMs} that is fastest for this device. */
    default int requestsPerCall() {
        return 1;
    }

    /**
     * Times several sessions of this device, possibly in one operation.
     *
     * @return for each request, in order, the milliseconds of its timed runs
     * @throws DeviceFailure when any of them fails; call {@link Session#timesMs} on each session to find out which
     */
    default List<double[]> timesMs(List<TimingRequest> requests) {
        return requests.stream()
                .map(r -> r.session().timesMs(r.discarded(), r.timed()))
                .toList();
    }

    @Override
    void close();
}
