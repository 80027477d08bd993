package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.process.Heartbeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A command that is called for each architecture. A failed call is repeated as often as the user allowed. */
public final class RetriedCommand {
    private final AccuracySpec.Command spec;
    private final Optional<Path> folder;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param folder folder for the file {@code command.log}, with what the command prints to stderr; empty for none */
    public RetriedCommand(AccuracySpec.Command spec, Optional<Path> folder) {
        this.spec = spec;
        this.folder = folder;
    }

    public AccuracySpec.Command spec() {
        return spec;
    }

    /**
     * The accuracy that the command prints.
     *
     * @throws UserError if all calls fail, or it prints a number that is no accuracy
     */
    public double accuracy(CommandRequest request) throws InterruptedException {
        var call = new CommandCall(spec, Heartbeat.MAX_SILENCE);
        CommandCall.CallFailure lastFailure = null;
        for (int i = 0; i <= spec.retries(); i++) {
            try {
                return call.run(request.json(), logger("call " + calls.incrementAndGet()));
            } catch (CommandCall.CallFailure e) {
                lastFailure = e;
            }
        }
        throw failure(request.architecture(), lastFailure);
    }

    private UserError failure(Architecture architecture, CommandCall.CallFailure cause) {
        return new UserError(
                "the accuracy command " + cause.getMessage(),
                "accuracy '" + spec.text() + "', architecture " + String.join("|", architecture.blockStrings()),
                "correct the command and continue with sartor search --resume; its stderr is in the folder of the run",
                UserError.ExitCode.FAILED,
                cause);
    }

    /** Appends lines to the log, with the number of the call. */
    private Consumer<String> logger(String call) {
        return line -> folder.ifPresent(f -> append(f, call + ": " + line + "\n"));
    }

    private static synchronized void append(Path folder, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("command.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the search does not need the log
        }
    }
}
