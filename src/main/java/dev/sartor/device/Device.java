package dev.sartor.device;

import java.util.List;

/**
 * Something that runs models and times them: a machine with a runtime, a provider, threads, a precision and a batch.
 * Used by one thread at a time. Sessions are closed before their device.
 */
public interface Device extends AutoCloseable {

    /** What it is, with clock and temperature as they are now. */
    DeviceDescription description();

    /**
     * Loads a model; many may be open at once.
     *
     * @throws DeviceFailure when the runtime refuses the model
     */
    Session open(byte[] onnx);

    /** How many sessions may be open at once before visits to them become slow. */
    default int sessionsAtOnce() {
        return Integer.MAX_VALUE;
    }

    /** How many turns it is best given together. */
    default int turnsAtOnce() {
        return 1;
    }

    /**
     * Visits several sessions of this device, the same as visiting one after another, but perhaps at once.
     *
     * @return each turn's times, in order
     * @throws DeviceFailure when one of them fails; which, only visits to single sessions tell
     */
    default List<double[]> timesMs(List<TimingRequest> turns) {
        return turns.stream()
                .map(t -> t.session().timesMs(t.discarded(), t.timed()))
                .toList();
    }

    @Override
    void close();
}
