package dev.sartor.cli;

import dev.sartor.report.Comparison;
import dev.sartor.report.Contender;
import dev.sartor.search.RunFolder;
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
final class CompareRuns implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Verbosity verbosity;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
    private List<Path> runs;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The page with the chart. Default: compare.html beside the first run.")
    private Path out;

    @Override
    public void run() {
        Comparison comparison = Comparison.of(runs.stream().map(RunFolder::open).toList());
        Path page = out == null ? runs.getFirst().toAbsolutePath().normalize().resolveSibling("compare.html") : out;
        comparison.write(page);
        PrintWriter text = spec.commandLine().getOut();
        int end = comparison.evaluations();
        text.println(Figures.format("%s, after %d evaluations", comparison.problem(), end));
        text.println(
                Figures.format("%-24s %5s %12s %20s %10s", "algorithm", "runs", "hypervolume", "90 % confidence", "p"));
        for (Contender c : comparison.contenders()) {
            Contender.Interval interval = c.interval(end);
            text.println(Figures.format(
                    "%-24s %5d %12s %20s %10s",
                    c.name(),
                    c.hypervolume().size(),
                    Figures.volume(c.mean(end)),
                    Figures.volume(interval.low()) + " to " + Figures.volume(interval.high()),
                    c == comparison.contenders().getFirst() ? "" : Figures.format("%.2g", comparison.chance(c))));
        }
        text.println("chart  " + page);
    }
}
