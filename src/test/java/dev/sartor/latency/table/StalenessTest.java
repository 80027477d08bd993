package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.DeviceDescription;
import dev.sartor.space.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StalenessTest {
    private final SearchSpace space = TinyLatencySpace.read();
    private final List<UnitLatency> rows = space.units().stream()
            // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
            .map(u -> new UnitLatency(u.key(), u.segment().kind(), 1, 1, 1, 10, 1))
            .toList();
    private final LatencyTable table = table(rows);
    private final DeviceDescription device = table.certificate().device();

    private static LatencyTable table(List<UnitLatency> rows) {
        return SampleTables.of("old", rows, SampleTables.certificate(SampleTables.calibration()));
    }

    private List<String> reasons(DeviceDescription now) {
        return Staleness.of(table, space.units(), now).reasons();
    }

    @Test
    void aTableOfTheSameDeviceAndUnitsIsUpToDate() {
        assertEquals(List.of(), reasons(device));
    }

    @Test
    void aDifferentRuntimeBuildOrSettingIsNamed() {
        var updated = new DeviceDescription(
                device.device(),
                device.machine(),
                device.state(),
                new DeviceDescription.RuntimeBuild("fake", "2", "7"),
                Map.of("spinning", "stops"));
        assertEquals(
                List.of("runtime: was fake 1 (1), is fake 2 (7)", "setting 'spinning': was not set, is stops"),
                reasons(updated));
    }

    @Test
    void missingUnitsAreCounted() {
        List<String> reasons = Staleness.of(table(rows.subList(2, rows.size())), space.units(), device)
                .reasons();
        assertEquals(List.of("2 of " + rows.size() + " units are missing"), reasons);
        assertTrue(Staleness.of(table(rows), space.units(), device).reasons().isEmpty());
    }
}
