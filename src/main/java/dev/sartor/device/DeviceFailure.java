package dev.sartor.device;

/** A device could not load or run a model. Not the user's mistake: a profiler notes it for that unit and goes on. */
public final class DeviceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Stage stage;

    /** When it failed. */
    public enum Stage {
        /** The runtime refused the model. */
        LOAD,
        /** The runtime gave up while running it. */
        RUN
    }

    public DeviceFailure(Stage stage, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }
}
