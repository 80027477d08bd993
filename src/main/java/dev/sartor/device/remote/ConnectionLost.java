package dev.sartor.device.remote;

/** A connection is of no use any more; the message says how that showed. */
final class ConnectionLost extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String message, Throwable cause) {
        super(message, cause);
    }
}
