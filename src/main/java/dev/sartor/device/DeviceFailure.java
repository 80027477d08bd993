package dev.sartor.device;

/** Thrown when a device cannot load or run a model. Not a mistake of the user: a profiler records the failure and continues. */
public final class DeviceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Stage stage;

    /** The operation that failed. */
    public enum Stage {
        /** The runtime refused the model. */
        LOAD,
        /** The runtime failed while running it. */
        RUN
    }

    public DeviceFailure(Stage stage, String message) {
        this(stage, message, null);
    }

    public DeviceFailure(Stage stage, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }
}
