package dev.sartor.cli;

import dev.sartor.base.UserError;
import dev.sartor.cli.command.AgentCommand;
import dev.sartor.cli.command.BoundsCommand;
import dev.sartor.cli.command.CompareCommand;
import dev.sartor.cli.command.DemoCommand;
import dev.sartor.cli.command.DescribeCommand;
import dev.sartor.cli.command.DevicesCommand;
import dev.sartor.cli.command.ExplainCommand;
import dev.sartor.cli.command.ExportCommand;
import dev.sartor.cli.command.Interruption;
import dev.sartor.cli.command.PredictCommand;
import dev.sartor.cli.command.PresetsCommand;
import dev.sartor.cli.command.ProfileCommand;
import dev.sartor.cli.command.ReportCommand;
import dev.sartor.cli.command.SearchCommand;
import dev.sartor.cli.command.SpacesCommand;
import dev.sartor.cli.command.TablesCommand;
import dev.sartor.cli.command.TrainCommand;
import dev.sartor.cli.command.ValidateCommand;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.output.ConsoleFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
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
        })
public final class Sartor implements Callable<Integer> {
    /** The exit code for wrong usage or an invalid file. */
    static final int USAGE = UserError.ExitCode.USAGE.status();

    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Stderr.restore();
        System.exit(Interruption.run(() -> commandLine().execute(args)));
    }

    /** Prints the list of commands: no command was given. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    /** The configured parser of the command line. */
    public static CommandLine commandLine() {
        return new CommandLine(new Sartor())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Sartor::execute)
                .setParameterExceptionHandler(Sartor::usageError)
                .setExecutionExceptionHandler(Sartor::failure);
    }

    private static int usageError(ParameterException e, String[] args) {
        var err = e.getCommandLine().getErr();
        err.println(UsageErrors.of(e, args).text());
        err.flush();
        return USAGE;
    }

    /** Runs the command. Running out of memory is an error of the program's surroundings, to be answered like a user's error. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            CommandLine command = parsed.commandSpec().commandLine();
            throw new ExecutionException(command, "out of memory", outOfMemory(e));
        }
    }

    private static UserError outOfMemory(OutOfMemoryError e) {
        return new UserError(
                "Java ran out of memory (" + e.getMessage() + ")",
                "the heap of at most "
                        + ConsoleFormat.bytes(Runtime.getRuntime().maxMemory()),
                "give it more, such as SARTOR_JAVA_OPTIONS=-Xmx8g; or use fewer or smaller images, or a smaller batch",
                UserError.ExitCode.FAILED,
                e);
    }

    /** The out-of-memory error in a chain of causes, as a user's error; other exceptions as they are. */
    private static Exception unwrapped(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError memory && !(e instanceof UserError)) {
                return outOfMemory(memory);
            }
        }
        return e;
    }

    private static int failure(Exception thrown, CommandLine command, ParseResult parsed) {
        Exception e = unwrapped(thrown);
        boolean verbose =
                parsed.expandedArgs().contains("-v") || parsed.expandedArgs().contains("--verbose");
        var err = command.getErr();
        int status = switch (e) {
            case Interruption.Interrupted i -> {
                err.println(i.getMessage());
                yield Interruption.EXIT_CODE;
            }
            case UserError u -> {
                err.println(u.text());
                yield u.exitCode().status();
            }
            default -> {
                err.println("internal error: " + e);
                err.println("  where: sartor " + String.join(" ", parsed.expandedArgs()));
                err.println("  fix:   run it again with -v and report the output");
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
