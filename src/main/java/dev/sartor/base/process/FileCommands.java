package dev.sartor.base.process;

import dev.sartor.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Commands that a file contains, such as the device of a latency certificate or the accuracy command of a run. Somebody else may
 * have written the file, so they run only with a {@link CommandConsent}.
 *
 * @param file     the file or folder
 * @param role     the part of the file that names them, such as {@code the device 'adb'}
 * @param commands the command lines; a program that is started without a shell is given by its words, quoted
 */
public record FileCommands(Path file, String role, List<String> commands) {
    public FileCommands {
        commands = List.copyOf(commands);
    }

    /** Whether there is nothing to run. */
    public boolean isEmpty() {
        return commands.isEmpty();
    }

    /** Identifies these commands in this file: another file, or another command, has another fingerprint. */
    String fingerprint() {
        return Sha256.of(realPath() + "\0" + String.join("\0", commands));
    }

    private Path realPath() {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
