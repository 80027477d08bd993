package dev.sartor.cli.option;

import dev.sartor.base.VisibleText;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.FileCommands;
import dev.sartor.base.process.TrustedCommands;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the user whether commands from a file may run, unless an option or an earlier command has decided it.
 *
 * @param option   the value of {@code --trust}; empty if it was not given
 * @param terminal asks a question and returns the answer; empty without a terminal
 * @param trusted  the commands that the user has agreed to before
 */
record UserConsent(Optional<Boolean> option, Optional<Function<String, String>> terminal, TrustedCommands trusted)
        implements CommandConsent {
    @Override
    public boolean isGiven(FileCommands commands) {
        return commands.isEmpty() || option.orElseGet(() -> trusted.contains(commands));
    }

    @Override
    public boolean isAllowed(FileCommands commands) {
        if (isGiven(commands)) {
            trusted.add(commands);
            return true;
        }
        if (option.isPresent()) {
            return false;
        }
        String answer =
                terminal.orElseThrow(() -> CommandConsent.refusal(commands)).apply(question(commands));
        boolean agreed =
                answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        if (agreed) {
            trusted.add(commands);
        }
        return agreed;
    }

    /**
     * The question with all commands; control characters are made visible, so that no command can hide itself on the terminal.
     */
    private static String question(FileCommands commands) {
        var text = new StringBuilder(VisibleText.line(
                commands.file() + " contains commands that you did not type (" + commands.role() + "):"));
        commands.commands()
                .forEach(c -> text.append("\n  ").append(VisibleText.of(c).replace("\n", "\n  ")));
        return text + "\nRun them? [y/N] ";
    }
}
