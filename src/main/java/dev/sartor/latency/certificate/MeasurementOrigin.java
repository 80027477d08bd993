package dev.sartor.latency.certificate;

import dev.sartor.device.DeviceDescription;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The device, search spaces, software, settings and time of a measurement.
 *
 * @param measuredAt the time at which the measurement ended
 * @param software   names and versions of Sartor, Java and the operating system, and the precision of the models
 * @param device     the device that was measured
 * @param spaces     the search spaces whose units were measured
 * @param seed       determines which random networks were measured, and in which order the models were timed
 * @param protocol   how the runs were timed
 */
public record MeasurementOrigin(
        Instant measuredAt,
        Map<String, String> software,
        DeviceDescription device,
        List<MeasuredSpace> spaces,
        long seed,
        MeasurementProtocol protocol) {
    public MeasurementOrigin {
        // sorted, so that equal certificates are written as equal text
        software = Collections.unmodifiableSortedMap(new TreeMap<>(software));
        spaces = List.copyOf(spaces);
    }
}
