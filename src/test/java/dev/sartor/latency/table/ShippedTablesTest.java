package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.Certificate;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedTablesTest {
    @Test
    void everyShippedTableCoversItsSpacesAsTheyAreNow() {
        List<LatencyTables.Entry> entries = LatencyTables.list(LatencyTables.FOLDER);
        assertTrue(!entries.isEmpty());
        for (LatencyTables.Entry entry : entries) {
            LatencyTable table = entry.table().orElseThrow(() -> entry.problem().orElseThrow());
            for (Certificate.MeasuredSpace measured : table.certificate().spaces()) {
                var space = SpaceFile.named(measured.name());
                table.requireUnits(space.units().stream().map(Unit::key).toList(), space.name());
                assertEquals(Certificate.MeasuredSpace.of(space), measured, table.name() + ": profile the space again");
            }
        }
    }
}
