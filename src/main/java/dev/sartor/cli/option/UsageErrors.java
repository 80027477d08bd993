package dev.sartor.cli.option;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that was mistyped or contradicts itself, as an error of three lines that names what was probably meant. */
public final class UsageErrors {
    private UsageErrors() {}

    public static UserError of(ParameterException e, String[] args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String where = "sartor " + String.join(" ", args);
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().getFirst(), command, where);
        }
        String what = e.getMessage()
                .replace("is not an int", "is no whole number")
                .replace("is not a long", "is no whole number");
        return new UserError(
                what,
                where,
                Optional.ofNullable(e.getArgSpec())
                        .filter(a -> a.description().length > 0)
                        .map(UsageErrors::meaning)
                        .orElse(help(command)));
    }

    /**
     * Refuses options that would otherwise be ignored.
     *
     * @param why they mean nothing, in a few words
     * @throws UserError naming the first of them that was given
     */
    public static void refuse(CommandSpec command, String why, String fix, String... options) {
        ParseResult given = command.commandLine().getParseResult();
        Stream.of(options).filter(given::hasMatchedOption).findFirst().ifPresent(option -> {
            throw new UserError(
                    option + " means nothing here: " + why,
                    command.qualifiedName() + " " + String.join(" ", given.originalArgs()),
                    fix);
        });
    }

    private static UserError unmatched(String text, CommandSpec command, String where) {
        String name = text.replaceFirst("=.*", "");
        if (name.startsWith("-")) {
            Collection<String> options = command.optionsMap().keySet().stream()
                    .filter(o -> o.startsWith("--"))
                    .toList();
            return new UserError("there is no option '" + name + "'", where, guess(name, options) + help(command));
        }
        if (!command.subcommands().isEmpty()) {
            return new UserError(
                    "there is no command '" + text + "'",
                    where,
                    Suggestions.fix(text, command.subcommands().keySet()) + "; " + help(command));
        }
        return new UserError(
                "'" + text + "' is one argument too many",
                where,
                "leave it out, or put quotes around a text with blanks; " + help(command));
    }

    private static String guess(String typed, Collection<String> names) {
        return Suggestions.nearest(typed, names)
                .map(n -> "did you mean '" + n + "'? ")
                .orElse("");
    }

    /** What the help says of an option or argument. */
    private static String meaning(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() + "=" : "";
        return name + argument.paramLabel() + ": "
                + String.join(" ", List.of(argument.description())).replace("%%", "%");
    }

    private static String help(CommandSpec command) {
        return "see '" + command.qualifiedName() + " --help'";
    }
}
