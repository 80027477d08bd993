package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.UserError;
import dev.sartor.delivery.Finals.Finalist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalsTest {
    @TempDir
    private Path folder;

    private static Finalist finalist(int trial, double accuracy) {
        return new Finalist(trial, Optional.of(accuracy));
    }

    @Test
    void theMostAccurateFinalistWinsAndTheFirstOfEquallyAccurateOnes() {
        assertEquals(
                7,
                Finals.of(List.of(finalist(3, 0.8), finalist(7, 0.9), finalist(5, 0.9)))
                        .winner());
        assertEquals(4, Finals.of(List.of(new Finalist(4, Optional.empty()))).winner());
    }

    @Test
    void theFileHoldsAllFinalists() {
        assertEquals(Optional.empty(), Finals.read(folder));
        Finals finals = Finals.of(List.of(finalist(3, 0.8125), finalist(7, 0.9)));
        finals.write(folder);
        assertEquals(Optional.of(finals), Finals.read(folder));
    }

    @Test
    void theWinnerMustBeAFinalist() {
        assertThrows(IllegalArgumentException.class, () -> new Finals(List.of(finalist(3, 0.8)), 4));
    }

    @Test
    void aDamagedFileIsRefusedWithItsPath() throws IOException {
        Path file = Files.writeString(folder.resolve(Finals.FILE), "{\"finalists\": [], \"winner\": 1}");
        UserError e = assertThrows(UserError.class, () -> Finals.read(folder));
        assertEquals(file.toString(), e.where());
    }
}
