package dev.sartor.latency.staircase;

import dev.sartor.device.DeviceDescription;
import java.util.List;

/**
 * The staircases of several blocks on one device.
 *
 * @param name       the name that distinguishes the device from the others: its precision, its table or its text
 * @param staircases in the order of the sweeps; without steps where nothing was measured
 * @param seconds    duration of the measurement
 */
public record DeviceStaircases(String name, DeviceDescription device, List<Staircase> staircases, double seconds) {
    public DeviceStaircases {
        staircases = List.copyOf(staircases);
    }
}
