package dev.sartor.cli.option;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
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

/** Errors about the command line, such as unknown or contradictory options, with suggestions. */
public final class UsageErrors {
    private UsageErrors() {}

    /** Converts an error of the parser. */
    public static UserError of(ParameterException e, String[] args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String where = SartorCommand.of(List.of(args)).text();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().getFirst(), command, where);
        }
        return new UserError(
                e.getMessage(),
                where,
                Optional.ofNullable(e.getArgSpec())
                        .filter(a -> a.description().length > 0)
                        .map(UsageErrors::helpText)
                        .orElse(help(command)));
    }

    /**
     * Rejects options that would have no effect.
     *
     * @param why     the reason, in a few words
     * @param fix     what to do instead
     * @param options names of the options
     * @throws UserError if one of them was given; names the first
     */
    public static void rejectIfGiven(CommandSpec command, String why, String fix, String... options) {
        ParseResult given = command.commandLine().getParseResult();
        Stream.of(options).filter(given::hasMatchedOption).findFirst().ifPresent(option -> {
            throw new UserError(
                    option + " cannot be used here: " + why,
                    SartorCommand.of(command.root()
                                    .commandLine()
                                    .getParseResult()
                                    .originalArgs())
                            .text(),
                    fix);
        });
    }

    private static UserError unmatched(String text, CommandSpec command, String where) {
        String name = text.replaceFirst("=.*", "");
        if (name.startsWith("-")) {
            Collection<String> options = command.optionsMap().keySet().stream()
                    .filter(o -> o.startsWith("--"))
                    .toList();
            return new UserError("there is no option '" + name + "'", where, suggestion(name, options) + help(command));
        }
        if (!command.subcommands().isEmpty()) {
            return new UserError(
                    "there is no command '" + text + "'",
                    where,
                    Suggestions.fix(text, command.subcommands().keySet()) + "; " + help(command));
        }
        return new UserError(
                "unexpected argument '" + text + "'",
                where,
                "omit it, or put quotes around a text that contains spaces; " + help(command));
    }

    private static String suggestion(String typed, Collection<String> names) {
        return Suggestions.nearest(typed, names)
                .map(n -> "did you mean '" + n + "'? ")
                .orElse("");
    }

    /** The help text of an option or argument. */
    private static String helpText(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() + "=" : "";
        return name + argument.paramLabel() + ": "
                + String.join(" ", List.of(argument.description())).replace("%%", "%");
    }

    private static String help(CommandSpec command) {
        return "see '" + command.qualifiedName() + " --help'";
    }
}
