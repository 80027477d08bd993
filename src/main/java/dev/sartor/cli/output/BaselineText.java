package dev.sartor.cli.output;

import dev.sartor.base.math.PairedGain;
import dev.sartor.delivery.baseline.Baseline;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.latency.statistics.MeasuredLatency;
import java.util.ArrayList;
import java.util.List;

/** The gain of a search's winner over its baselines, as lines of text. */
public final class BaselineText {
    private BaselineText() {}

    /** A table with a row per baseline, and lines on what its intervals cover and where its latencies are from. */
    public static List<String> lines(BaselineResults results) {
        var table = TextTable.withHeaders(
                "baseline",
                ">latency",
                ">MACs",
                ">test accuracy",
                ">gain of trial " + results.winner(),
                "95 % interval");
        for (BaselineResults.Entry entry : results.entries()) {
            PairedGain gain = entry.gain();
            table.add(
                    entry.description(),
                    latency(entry.network()),
                    ConsoleFormat.count(entry.network().costs().macs()),
                    ConsoleFormat.percent(entry.meanAccuracy()),
                    points(gain.gain()) + " points",
                    points(gain.lower()) + " to " + points(gain.upper()) + (gain.aboveZero() ? "" : ", not certain"));
        }
        List<String> lines = new ArrayList<>();
        lines.add("trial " + results.winner() + " has " + ConsoleFormat.percent(results.meanWinnerAccuracy())
                + (results.seeds().size() > 1
                        ? " on average of " + results.seeds().size() + " trainings"
                        : "")
                + "; baselines within " + String.join(", ", results.limits()) + ", by the same recipe:");
        lines.addAll(table.lines());
        lines.add(results.certainty());
        results.latencyOrigin().ifPresent(lines::add);
        return lines;
    }

    /** The measured latency on the first table, or else the predicted one. */
    private static String latency(Baseline network) {
        return network.costs().latencyMs().entrySet().stream()
                .findFirst()
                .map(predicted -> {
                    MeasuredLatency measured = network.measured().get(predicted.getKey());
                    return ConsoleFormat.format(
                            "%.4f ms", measured == null ? predicted.getValue() : measured.medianMs());
                })
                .orElse("");
    }

    private static String points(double fraction) {
        return ConsoleFormat.format("%+.2f", 100 * fraction);
    }
}
