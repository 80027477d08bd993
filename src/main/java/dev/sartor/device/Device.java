package dev.sartor.device;

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

    @Override
    void close();
}
