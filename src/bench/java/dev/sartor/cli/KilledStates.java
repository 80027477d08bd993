package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Hashes of the folders that killed commands left, and from which the command was then continued correctly. What a command does depends
 * only on the files that it finds, so each command is continued only once from each state.
 */
final class KilledStates {
    private final Path folder;

    KilledStates(Path folder) {
        this.folder = folder;
    }

    /** Whether a command was continued from a state before. */
    boolean contains(KilledCommand command, FolderState state) throws IOException {
        return hashes(command).contains(state.hash());
    }

    void add(KilledCommand command, FolderState state) throws IOException {
        Files.writeString(file(command), state.hash() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The number of different states. */
    int count(KilledCommand command) throws IOException {
        return hashes(command).size();
    }

    private Set<String> hashes(KilledCommand command) throws IOException {
        Path file = file(command);
        return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
    }

    private Path file(KilledCommand command) {
        return folder.resolve(command.fileName() + ".states");
    }
}
