package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadErrorsTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamed() {
        assertEquals("there is no file 'none.txt'", error(folder.resolve("none.txt")));
    }

    @Test
    void bytesThatAreNotTextAreReportedAsSuch() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals("'a.txt' is not a text file", error(file));
    }

    @Test
    void otherFailuresAreReportedWithTheirReason() {
        assertEquals("cannot read '" + folder.getFileName() + "': Is a directory", error(folder));
    }

    private static String error(Path file) {
        IOException e = assertThrows(IOException.class, () -> Files.readString(file));
        return ReadErrors.of(file, e).getMessage();
    }
}
