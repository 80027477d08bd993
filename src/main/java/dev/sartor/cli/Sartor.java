package dev.sartor.cli;

import dev.sartor.base.UserError;
import dev.sartor.base.VisibleText;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.cli.command.AgentCommand;
import dev.sartor.cli.command.BoundsCommand;
import dev.sartor.cli.command.CompareCommand;
import dev.sartor.cli.command.CompletionCommand;
import dev.sartor.cli.command.DemoCommand;
import dev.sartor.cli.command.DescribeCommand;
import dev.sartor.cli.command.DevicesCommand;
import dev.sartor.cli.command.EvaluateCommand;
import dev.sartor.cli.command.ExplainCommand;
import dev.sartor.cli.command.ExportCommand;
import dev.sartor.cli.command.ManPageCommand;
import dev.sartor.cli.command.PredictCommand;
import dev.sartor.cli.command.PresetsCommand;
import dev.sartor.cli.command.ProfileCommand;
import dev.sartor.cli.command.ReportCommand;
import dev.sartor.cli.command.SearchCommand;
import dev.sartor.cli.command.SpacesCommand;
import dev.sartor.cli.command.TablesCommand;
import dev.sartor.cli.command.TrainCommand;
import dev.sartor.cli.command.ValidateCommand;
import dev.sartor.cli.option.RangeConverters;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.VisibleWriter;
import dev.sartor.device.DeviceFailure;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main class: {@code sartor COMMAND …}. */
@Command(
        name = "sartor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Hardware-aware neural architecture search: networks that fit your device, trained and exported.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure while running",
            "2:wrong usage or an invalid file",
            "3:no network is within the limits",
            "130:interrupted; completed work is kept"
        },
        footer = {"", "Start with: sartor demo. Help for a command: sartor search --help."},
        subcommands = {
            DemoCommand.class,
            DevicesCommand.class,
            SpacesCommand.class,
            TablesCommand.class,
            ProfileCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            BoundsCommand.class,
            SearchCommand.class,
            TrainCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            PresetsCommand.class,
            DescribeCommand.class,
            PredictCommand.class,
            AgentCommand.class,
            EvaluateCommand.class,
            CompletionCommand.class,
            ManPageCommand.class,
        })
public final class Sartor implements Callable<Integer> {
    /** The exit code for wrong usage or an invalid file. */
    static final int USAGE = UserError.ExitCode.USAGE.status();

    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Stderr.restore();
        // numbers and names look the same in every locale
        Locale.setDefault(Locale.ROOT);
        // %5$s is the message; warnings that are logged look like those that are printed
        System.setProperty("java.util.logging.SimpleFormatter.format", "warning: %5$s%n");
        CommandLine parser = QuickCommands.parser(args).map(Sartor::configure).orElseGet(Sartor::commandLine);
        System.exit(Interruption.run(() -> parser.execute(args)));
    }

    /** Prints the list of commands, because no command was given. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    /** The configured parser of the command line. */
    public static CommandLine commandLine() {
        return configure(new CommandLine(new Sartor()));
    }

    private static CommandLine configure(CommandLine command) {
        command.setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Sartor::usageError)
                .setExpandAtFiles(false)
                .setExecutionStrategy(Sartor::execute)
                .setExecutionExceptionHandler(Sartor::failure);
        command.setOut(VisibleWriter.printer(command.getOut())).setErr(VisibleWriter.printer(command.getErr()));
        RangeConverters.install(command);
        return command;
    }

    /** Runs the command. Picocli handles exceptions, but lets errors through. */
    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            if (!OutOfMemory.causes(e)) {
                throw e;
            }
            PrintWriter err = parsed.commandSpec().commandLine().getErr();
            VisibleWriter.printLines(
                    err,
                    OutOfMemory.error(
                                    e, commandText(parsed), Runtime.getRuntime().maxMemory())
                            .text());
            return UserError.ExitCode.FAILED.status();
        }
    }

    private static String commandText(ParseResult parsed) {
        return SartorCommand.of(parsed.originalArgs()).text();
    }

    private static int usageError(ParameterException e, String[] args) {
        var err = e.getCommandLine().getErr();
        VisibleWriter.printLines(err, UsageErrors.of(e, args).text());
        return USAGE;
    }

    private static int failure(Exception e, CommandLine command, ParseResult parsed) {
        boolean verbose =
                parsed.expandedArgs().contains("-v") || parsed.expandedArgs().contains("--verbose");
        var err = command.getErr();
        int status = switch (e) {
            case Interruption.Interrupted i -> {
                VisibleWriter.printLines(err, i.getMessage());
                yield Interruption.EXIT_CODE;
            }
            case UserError u -> {
                VisibleWriter.printLines(err, u.text());
                yield u.exitCode().status();
            }
            case DeviceFailure d -> {
                VisibleWriter.printLines(
                        err,
                        new UserError(
                                        "the device failed: " + d.getMessage(),
                                        commandText(parsed),
                                        "check the device, then run the same command again",
                                        UserError.ExitCode.FAILED,
                                        d)
                                .text());
                yield UserError.ExitCode.FAILED.status();
            }
            default -> {
                String text = commandText(parsed);
                VisibleWriter.printLines(
                        err,
                        OutOfMemory.causes(e)
                                ? OutOfMemory.error(
                                                e, text, Runtime.getRuntime().maxMemory())
                                        .text()
                                : "internal error: " + VisibleText.line(e.toString()) + "\n  where: " + text
                                        + "\n  fix:   run it again with -v and report the output");
                yield UserError.ExitCode.FAILED.status();
            }
        };
        if (verbose && !(e instanceof Interruption.Interrupted)) {
            e.printStackTrace(err);
        }
        err.flush();
        return status;
    }
}
