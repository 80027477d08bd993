package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();

    @Test
    void theNameOfTheRootOfADiskIsItsPath() {
        assertEquals("b.csv", FileNames.last(Path.of("a", "b.csv")));
        assertEquals(ROOT.toString(), FileNames.last(ROOT));
    }

    @Test
    void theRootOfADiskIsNotASearchSpace() {
        UserError error = assertThrows(UserError.class, () -> SpaceFile.read(ROOT));
        assertTrue(error.text().contains("'" + ROOT + "'"), error.text());
    }
}
