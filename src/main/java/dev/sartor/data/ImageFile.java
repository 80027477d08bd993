package dev.sartor.data;

import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.store.FileVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * An image file and its class.
 *
 * @param version of its content, with its path relative to the data folder
 */
record ImageFile(Path path, FileVersion version, int label) {
    static ImageFile of(Path dataFolder, Path path, int label) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new ImageFile(
                    path,
                    new FileVersion(
                            dataFolder.relativize(path).toString(),
                            attributes.size(),
                            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)),
                    label);
        } catch (IOException e) {
            throw ReadErrors.of(path, e);
        }
    }
}
