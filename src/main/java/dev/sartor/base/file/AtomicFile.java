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

/**
 * Writes files atomically: to a temporary file in the same folder, which is forced to the disk and then renamed.
 * A reader sees the old content or the new one, and a failed write leaves only the old file, unchanged. A symbolic
 * link remains, and the file that it leads to is replaced.
 */
public final class AtomicFile {
    private static final int MAX_LINKS = 40;
    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFile() {}

    /** Writes the content of a file to a stream, which it must not close. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code content} to {@code file}, replacing its previous content.
     *
     * @throws UserError if the folder is missing or read-only, the disk full, or the file not a regular one
     */
    public static void write(Path file, Content content) {
        try {
            requireRegular(file);
            Path target = target(file);
            Path temporary = TemporaryFiles.beside(target);
            // not createTempFile, whose files only their owner can read
            Files.createFile(temporary);
            try {
                writeForced(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }

    /**
     * Checks that {@link #write} can write a file, for a command that takes long before it writes.
     *
     * @throws UserError as {@link #write}
     */
    public static void requireWritable(Path file) {
        try {
            requireRegular(file);
            Path temporary = TemporaryFiles.beside(target(file));
            Files.createFile(temporary);
            Files.delete(temporary);
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }

    private static void requireRegular(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("something that is not a regular file has this name");
        }
    }

    /** {@link #write} of a text in UTF-8. */
    public static void writeString(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a file and forces its content to the disk. */
    private static void writeForced(Path temporary, Content content) throws IOException {
        // not a FileChannel, which an interrupt of this thread would close
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
            content.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    /** Deletes temporary files in a folder that were left by processes which no longer run. */
    public static void deleteAbandoned(Path folder) {
        TemporaryFiles.sweep(folder);
    }

    /** The file itself, or the file that a symbolic link leads to, which need not exist yet. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new IOException("its symbolic links do not lead to a file");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }
}
