package dev.sartor.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the running command as they were given, for a printed command that repeats them. */
public final class GivenOptions {
    private GivenOptions() {}

    /** The words of those of the named options that were given, such as {@code --threads} and {@code 2}. */
    public static List<String> of(CommandSpec command, String... names) {
        List<String> words = new ArrayList<>();
        for (String name : names) {
            OptionSpec option = command.commandLine().getParseResult().matchedOption(name);
            if (option != null) {
                add(option, words);
            }
        }
        return words;
    }

    /** The words of the options that were given of those that a command has from these {@code @Mixin} fields. */
    public static List<String> ofMixins(CommandSpec command, String... fields) {
        return of(
                command,
                Stream.of(fields)
                        .flatMap(f -> command.mixins().get(f).options().stream())
                        .map(OptionSpec::longestName)
                        .toArray(String[]::new));
    }

    private static void add(OptionSpec option, List<String> words) {
        if (option.arity().max() == 0) {
            words.add(option.longestName());
            return;
        }
        for (String value : option.originalStringValues()) {
            if (value.startsWith("-") || value.isEmpty()) {
                words.add(option.longestName() + "=" + value);
            } else {
                words.add(option.longestName());
                words.add(value);
            }
        }
    }
}
