package dev.sartor.cli;

import dev.sartor.cli.command.DescribeCommand;
import dev.sartor.cli.command.PresetsCommand;
import dev.sartor.cli.command.SpacesCommand;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands that only print and end at once, in a parser without the other commands: to read the options of all commands takes more
 * time than one of these commands runs. The launcher starts them in a small JVM.
 */
@Command(name = "sartor", mixinStandardHelpOptions = true, versionProvider = Version.class)
final class QuickCommands {
    private QuickCommands() {}

    /** A parser with the one command that the arguments begin with; empty if that is another command, or none. */
    static Optional<CommandLine> parser(String[] args) {
        var parser = new CommandLine(new QuickCommands());
        return switch (args.length == 0 ? "" : args[0]) {
            case "-V", "--version" -> Optional.of(parser);
            case "describe" -> Optional.of(parser.addSubcommand(new DescribeCommand()));
            case "presets" -> Optional.of(parser.addSubcommand(new PresetsCommand()));
            case "spaces" -> Optional.of(parser.addSubcommand(new SpacesCommand()));
            default -> Optional.empty();
        };
    }
}
