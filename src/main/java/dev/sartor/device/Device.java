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
    Session open(byte[] onnx);

    /** Maximum number of open sessions before visits to them become slow. */
    default int sessionsAtOnce() {
        return Integer.MAX_VALUE;
    }

    /** The best number of requests in one call of {@link #timesMs}. */
    default int requestsAtOnce() {
        return 1;
    }

    /**
     * Visits several sessions of this device, like visiting one after another, but possibly in one operation.
     *
     * @return the latencies of each request, in order
     * @throws DeviceFailure when one of them fails; visits to single sessions show which
     */
    default List<double[]> timesMs(List<TimingRequest> requests) {
        return requests.stream()
                .map(r -> r.session().timesMs(r.discarded(), r.timed()))
                .toList();
    }

    @Override
    void close();
}
