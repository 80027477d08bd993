package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path temp;

    @Test
    void aFolderIsCreatedWithItsParentsAndMayExist() {
        Path folder = temp.resolve("a").resolve("b");
        Folders.create(folder);
        Folders.create(folder);
        assertTrue(Files.isDirectory(folder));
    }

    @Test
    void aFileInPlaceOfTheFolderIsAUserError() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        UserError error = assertThrows(UserError.class, () -> Folders.create(file));
        assertEquals("the folder cannot be created: a file has this name", error.getMessage());
        assertEquals(file.toString(), error.where());
        assertEquals(UserError.ExitCode.FAILED, error.exitCode());
    }
}
