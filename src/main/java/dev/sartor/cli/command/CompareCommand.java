package dev.sartor.cli.command;

import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.report.comparison.ComparedAlgorithm;
import dev.sartor.report.comparison.RunComparison;
import dev.sartor.search.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sartor compare RUN…}: algorithms against each other, over seeds. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        header = "Compare algorithms over the runs of one problem, with a rank test.",
        description = {
            "Hypervolume against evaluations, by algorithm and over seeds: five runs or more of each tell better from"
                    + " lucky.",
            "Where no run drew at random, the random networks that runs drew to compare themselves with are the"
                    + " baseline."
        },
        footer = {"", "Example: sartor compare results/nsga2-* results/random-*"})
public final class CompareCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
    private List<Path> runs;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The page with the chart. Default: compare.html beside the first run.")
    private Path out;

    @Override
    public void run() {
        RunComparison comparison =
                RunComparison.of(runs.stream().map(RunFolder::open).toList());
        Path page = out == null ? runs.getFirst().toAbsolutePath().normalize().resolveSibling("compare.html") : out;
        comparison.write(page);
        PrintWriter text = spec.commandLine().getOut();
        int end = comparison.evaluations();
        text.println(ConsoleFormat.format("%s, after %d evaluations", comparison.problem(), end));
        text.println(ConsoleFormat.format(
                "%-24s %5s %12s %20s %10s", "algorithm", "runs", "hypervolume", "90 % confidence", "p"));
        for (ComparedAlgorithm c : comparison.contenders()) {
            ComparedAlgorithm.Interval interval = c.interval(end);
            text.println(ConsoleFormat.format(
                    "%-24s %5d %12s %20s %10s",
                    c.name(),
                    c.hypervolume().size(),
                    ConsoleFormat.volume(c.mean(end)),
                    ConsoleFormat.volume(interval.low()) + " to " + ConsoleFormat.volume(interval.high()),
                    c == comparison.contenders().getFirst() ? "" : ConsoleFormat.format("%.2g", comparison.chance(c))));
        }
        text.println("chart  " + page);
    }
}
