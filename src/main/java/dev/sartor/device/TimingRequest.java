package dev.sartor.device;

/**
 * A request to time runs of one session of a device, see {@link Session#timesMs}.
 *
 * @param discarded runs at the start that are not timed
 * @param timed     runs that are timed
 */
public record TimingRequest(Session session, int discarded, int timed) {}
