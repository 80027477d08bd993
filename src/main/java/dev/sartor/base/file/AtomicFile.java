package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file whole or not at all: to a temporary name in the same folder, forced to the disk, then moved into place.
 * A reader sees the old content or the new one, and a failed write leaves the old file as it was and nothing beside it.
 */
public final class AtomicFile {
    private static final AtomicLong COUNTER = new AtomicLong();

    private AtomicFile() {}

    /** What is to be written. It must not close the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code content} to {@code file}, replacing what was there.
     *
     * @throws UserError if the folder is missing or read-only, the disk full, or the file no regular one
     */
    public static void write(Path file, Content content) {
        Path temporary = temporaryBeside(file);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("something that is not a regular file has this name");
            }
            // Not createTempFile: that makes the file readable by its owner only.
            Files.createFile(temporary);
            try {
                writeForced(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }

    /** {@link #write} of a text in UTF-8. */
    public static void writeString(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void writeForced(Path temporary, Content content) throws IOException {
        // Not a FileChannel: an interrupt would close that under the writer's hands.
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            content.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    private static Path temporaryBeside(Path file) {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet()
                + ".tmp";
        return file.resolveSibling(name);
    }
}
