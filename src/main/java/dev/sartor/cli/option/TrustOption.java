package dev.sartor.cli.option;

import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.TrustedCommands;
import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option {@code --trust}: consent to the commands that a table or a run contains. */
public final class TrustOption {
    @Option(
            names = "--trust",
            negatable = true,
            description =
                    "Run the commands that the table or run contains, such as those of its device; --no-trust never"
                            + " runs them. Default: ask on a terminal, refuse elsewhere. See src/docs/security.md.")
    private Boolean trust;

    /** The user's consent: by this option, by an earlier command with --trust, or by an answer on the terminal. */
    public CommandConsent consent() {
        return new UserConsent(Optional.ofNullable(trust), terminal(), TrustedCommands.ofUser());
    }

    private static Optional<Function<String, String>> terminal() {
        Console console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.of(question -> console.readLine("%s", question));
    }
}
