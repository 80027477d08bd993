package dev.sartor.device.remote;

/** Thrown when an agent does not keep to the protocol. Asking again does not help. */
final class InvalidReply extends ConnectionLost {
    private static final long serialVersionUID = 1L;

    InvalidReply(String message) {
        super(message);
    }

    InvalidReply(String message, Throwable cause) {
        super(message, cause);
    }
}
