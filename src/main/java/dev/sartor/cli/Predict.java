package dev.sartor.cli;

import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.Prediction;
import dev.sartor.latency.Predictor;
import dev.sartor.network.Lowering;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor predict}: a network's latency from a table. */
@Command(name = "predict", mixinStandardHelpOptions = true,
        description = "Predict a network's latency from a table, per block and with an interval.",
        footer = {"", "Example: sartor predict --table latency-tables/mine.csv results/demo:12"})
final class Predict implements Runnable {
    @Spec
    private CommandSpec spec;
    @Mixin
    private Verbosity verbosity;
    @Mixin
    private ArchitectureArgument architecture;
    @Option(names = "--table", paramLabel = "T", required = true, description = "A table's file or name.")
    private String table;
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        LatencyTable read = TableArgument.read(table);
        Prediction p = new Predictor(read).predict(Lowering.lower(architecture.resolve()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(p));
            return;
        }
        for (Prediction.UnitCost unit : p.units()) {
            out.println(Figures.format("%-56s %9.4f ms %5.1f %%", unit.key(), unit.costMs(), 100 * unit.costMs() / p.totalMs()));
        }
        out.println(Figures.format("%-56s %9.4f ms %5.1f %%", "the network as a whole", p.offsetMs() + p.weightTermMs(),
                100 * (p.offsetMs() + p.weightTermMs()) / p.totalMs()));
        out.println(Figures.format("%.4f ms on %s, nine of ten between %.4f and %.4f ms", p.totalMs(),
                read.certificate().device().device().text(), p.lowMs(), p.highMs()));
    }
}
