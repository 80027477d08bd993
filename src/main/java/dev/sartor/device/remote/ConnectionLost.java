package dev.sartor.device.remote;

/** Thrown when the connection to an agent has failed; the message says how the failure was noticed. */
sealed class ConnectionLost extends Exception permits InvalidReply {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String message) {
        super(message);
    }

    ConnectionLost(String message, Throwable cause) {
        super(message, cause);
    }
}
