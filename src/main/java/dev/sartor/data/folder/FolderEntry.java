package dev.sartor.data.folder;

import dev.sartor.data.image.ImageDecoder;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file or folder in a folder.
 *
 * @param attributes of what a link points to; of the link itself if that is missing
 */
public record FolderEntry(Path path, String name, BasicFileAttributes attributes) {
    /** Whether a file is named like an image; broken links are not. */
    public boolean isImage() {
        return ImageDecoder.isImageName(name) && attributes.isRegularFile();
    }
}
