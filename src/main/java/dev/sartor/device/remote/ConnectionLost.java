package dev.sartor.device.remote;

/** A connection has failed; the message says how this was detected. */
final class ConnectionLost extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String message, Throwable cause) {
        super(message, cause);
    }
}
