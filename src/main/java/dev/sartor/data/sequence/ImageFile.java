package dev.sartor.data.sequence;

import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.folder.FolderEntry;
import dev.sartor.data.store.FileVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * An image file and its class.
 *
 * @param version the path relative to the data folder, with size and time, from which a change is noticed
 */
public record ImageFile(Path path, FileVersion version, int label) {
    public static ImageFile of(Path dataFolder, FolderEntry file, int label) {
        return new ImageFile(file.path(), version(dataFolder, file.path(), file.attributes()), label);
    }

    /** The path of a folder without links, which identifies it. */
    static String realPath(Path folder) {
        try {
            return folder.toRealPath().toString();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }

    /** The present version of a file. */
    static FileVersion version(Path dataFolder, Path path) {
        try {
            return version(dataFolder, path, Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            throw ReadErrors.of(path, e);
        }
    }

    private static FileVersion version(Path dataFolder, Path path, BasicFileAttributes attributes) {
        return FileVersion.of(dataFolder.relativize(path).toString(), attributes);
    }
}
