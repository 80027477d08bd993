package dev.sartor.base.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that exists while a process does something. If the process is killed meanwhile, another one finds the file, and cleans up.
 *
 * @param file  {@code sartor-PURPOSE-HOST-PROCESS-START}
 * @param lines what the process noted before; empty if it was killed even before that
 * @param ended whether the process has ended
 */
public record ProcessMarker(Path file, List<String> lines, boolean ended) {
    public ProcessMarker {
        lines = List.copyOf(lines);
    }

    /**
     * Marks that this process begins something.
     *
     * @param lines at least one
     * @throws IOException if the file cannot be written, or exists
     */
    public static ProcessMarker create(Path folder, String purpose, List<String> lines) throws IOException {
        Path file = folder.resolve("sartor-" + purpose + "-" + ProcessStamp.own());
        Files.writeString(
                file, String.join("\n", lines) + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ProcessMarker(file, lines, false);
    }

    /** The markers of this user's processes on this machine. */
    public static List<ProcessMarker> all(Path folder, String purpose) {
        Pattern name = Pattern.compile("sartor-" + purpose + "-(" + ProcessStamp.PATTERN + ")");
        List<ProcessMarker> markers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sartor-" + purpose + "-*")) {
            for (Path file : files) {
                Matcher m = name.matcher(file.getFileName().toString());
                if (m.matches() && isOwn(file)) {
                    markers.add(new ProcessMarker(file, Files.readAllLines(file), ProcessStamp.hasEnded(m.group(1))));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // another process deleted one: the others are looked at by a later process
        }
        return markers;
    }

    private static boolean isOwn(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }

    /** Deletes the file: the process has done what it began, or another one has cleaned up. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(ProcessMarker.class.getName()).log(System.Logger.Level.DEBUG, "not deleted: " + file, e);
        }
    }
}
