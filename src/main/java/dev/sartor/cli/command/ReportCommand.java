package dev.sartor.cli.command;

import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.report.Report;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sartor report RUN}: writes the report of a run. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write the report of a run, a self-contained HTML page.",
        footer = {"", "Example: sartor report results/first"})
public final class ReportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of the run.")
    private Path run;

    @Override
    public void run() {
        RunFolder folder = RunFolder.open(run);
        Report.write(folder);
        spec.commandLine().getOut().println(folder.reportFile());
    }
}
