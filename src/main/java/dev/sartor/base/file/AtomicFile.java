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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files atomically: to a temporary file in the same folder, which is forced to the disk and then renamed.
 * A reader sees the old content or the new one, and a failed write leaves the old file unchanged and no other file.
 */
public final class AtomicFile {
    private static final System.Logger LOG = System.getLogger(AtomicFile.class.getName());
    private static final AtomicLong COUNTER = new AtomicLong();
    /** The names that {@link #temporaryBeside} gives, with the id of the process. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.(\\d{1,18})-\\d+\\.tmp");

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
        Path temporary = temporaryBeside(file);
        try {
            requireRegular(file);
            // not createTempFile, whose files only their owner can read
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

    /**
     * Checks that {@link #write} can write a file, for a command that takes long before it writes.
     *
     * @throws UserError as {@link #write}
     */
    public static void requireWritable(Path file) {
        Path temporary = temporaryBeside(file);
        try {
            requireRegular(file);
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

    private static void writeForced(Path temporary, Content content) throws IOException {
        // not a FileChannel, which an interrupt of this thread would close
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            content.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    /** Deletes temporary files in a folder that were left by processes which no longer run. */
    public static void deleteAbandoned(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher temporary = TEMPORARY.matcher(file.getFileName().toString());
                if (temporary.matches()
                        && ProcessHandle.of(Long.parseLong(temporary.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // such files only take space
            LOG.log(System.Logger.Level.DEBUG, "temporary files in " + folder + " cannot be deleted", e);
        }
    }

    private static Path temporaryBeside(Path file) {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet()
                + ".tmp";
        return file.resolveSibling(name);
    }
}
