package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.MeasuredSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedTablesTest {
    @Test
    void everyShippedTableHasAllUnitsOfItsSpaces() {
        List<LatencyTables.Entry> entries = LatencyTables.list(LatencyTables.FOLDER);
        assertTrue(!entries.isEmpty());
        for (LatencyTables.Entry entry : entries) {
            LatencyTable table = entry.table().orElseThrow(() -> entry.problem().orElseThrow());
            for (MeasuredSpace measured : table.certificate().spaces()) {
                var space = SpaceFile.find(measured.name());
                Set<String> keys = table.units().stream().map(UnitLatency::key).collect(Collectors.toSet());
                space.units().forEach(u -> assertTrue(keys.contains(u.key()), u.key()));
                assertEquals(MeasuredSpace.of(space), measured, table.name() + ": profile the space again");
            }
        }
    }

    @Test
    void everyShippedTableIsRewrittenWithTheSameBytes(@TempDir Path folder) throws IOException {
        for (LatencyTables.Entry entry : LatencyTables.list(LatencyTables.FOLDER)) {
            Path again = folder.resolve(entry.file().getFileName());
            LatencyTableFile.write(LatencyTableFile.read(entry.file()), again);
            assertEquals(-1, Files.mismatch(entry.file(), again), entry.file().toString());
            assertEquals(
                    -1,
                    Files.mismatch(
                            LatencyTableFile.certificatePath(entry.file()), LatencyTableFile.certificatePath(again)),
                    LatencyTableFile.certificatePath(entry.file()).toString());
        }
    }
}
