package dev.sartor.device;

/**
 * A visit to one of a device's sessions; see {@link Session#timesMs}.
 *
 * @param discarded runs that do not count
 * @param timed     runs that do
 */
public record TimingRequest(Session session, int discarded, int timed) {}
