package dev.sartor.device;

/**
 * One of several equal devices that are measured together.
 *
 * @param name its name in messages, logs and certificates; {@link #ONLY} if there is no other
 */
public record Board(String name, Device device) {
    /** The name of a device that is measured alone. */
    public static final String ONLY = "";
}
