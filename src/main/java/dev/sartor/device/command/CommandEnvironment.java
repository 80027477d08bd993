package dev.sartor.device.command;

import dev.sartor.base.process.Shell;
import dev.sartor.device.spec.CommandSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the commands of a device file run. Their working directory is the folder of the file, so that a file and the programs
 * beside it can be used from any folder.
 *
 * @param variables environment variables in addition to those of this process
 * @param folder    the working directory; empty for that of this process, where the commands of a built-in file run
 */
record CommandEnvironment(Map<String, String> variables, Optional<Path> folder) {
    static CommandEnvironment of(CommandSpec spec, Map<String, String> variables) {
        return new CommandEnvironment(
                variables,
                CommandSpec.BUILT_IN.contains(spec.file())
                        ? Optional.empty()
                        : Optional.of(Path.of(spec.file())
                                .toAbsolutePath()
                                .normalize()
                                .getParent()));
    }

    Process start(String commandLine) throws IOException {
        return Shell.start(commandLine, variables, folder);
    }

    /** A command line as the user would type it in any folder. */
    String asTyped(String commandLine) {
        return folder.map(f -> "cd " + Shell.quote(f.toString()) + " && " + commandLine)
                .orElse(commandLine);
    }
}
