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
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program: {@code sartor COMMAND …}. */
@Command(
        name = "sartor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Cuts neural networks to measure: a hardware-aware architecture search.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed while running",
            "2:bad usage or a bad file",
            "3:nothing feasible within the limits",
            "130:interrupted; what was done is kept"
        },
        footer = {"", "To begin with: sartor demo. Every command explains itself: sartor search --help."},
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
    /** Bad usage or a bad file. */
    static final int USAGE = UserError.ExitCode.USAGE.status();

    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Stderr.restore();
        System.exit(Interruption.guard(() -> commandLine().execute(args)));
    }

    /** Without a command: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Sartor())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Sartor::misused)
                .setExecutionExceptionHandler(Sartor::failed);
    }

    private static int misused(ParameterException e, String[] args) {
        var err = e.getCommandLine().getErr();
        err.println(UsageErrors.of(e, args).text());
        err.flush();
        return USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        boolean verbose =
                parsed.expandedArgs().contains("-v") || parsed.expandedArgs().contains("--verbose");
        var err = command.getErr();
        int status = switch (e) {
            case Interruption.Interrupted i -> {
                err.println(i.getMessage());
                yield Interruption.STATUS;
            }
            case UserError u -> {
                err.println(u.text());
                yield u.exitCode().status();
            }
            default -> {
                err.println("this should not have happened: " + e);
                err.println("  where: sartor " + String.join(" ", parsed.expandedArgs()));
                err.println("  fix:   run it again with -v and report what it prints");
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
