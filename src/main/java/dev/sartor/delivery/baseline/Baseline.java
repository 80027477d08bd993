package dev.sartor.delivery.baseline;

import dev.sartor.arch.Architecture;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.problem.Costs;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network that the winner of a search is compared with.
 *
 * @param name          the name of its files
 * @param description   a short description for people, such as {@code MobileNetV2 x0.35 at 32 pixels}
 * @param architecture  the text of its architecture file
 * @param costs         the costs, with predicted latencies
 * @param measuredShare by table, the share of the predicted latency that comes from rows of the table; the rest is estimated
 * @param kind          how it was chosen
 * @param measured      the measured latency of the whole network, by table; lacks tables whose device could not be reached
 */
public record Baseline(
        String name,
        Kind kind,
        String description,
        String architecture,
        Costs costs,
        SortedMap<String, Double> measuredShare,
        SortedMap<String, MeasuredLatency> measured) {
    /** How the network of a baseline is chosen. */
    public enum Kind {
        /** MobileNetV2 with a width multiplier and a resolution. */
        SCALED,
        /** The network of the space with the most MACs. */
        LARGEST,
        /** A random network of the space. */
        RANDOM
    }

    public Baseline {
        if (name == null || kind == null || architecture == null || costs == null) {
            throw new IllegalArgumentException("a baseline needs a name, a kind, an architecture and costs");
        }
        measuredShare = Collections.unmodifiableSortedMap(new TreeMap<>(measuredShare));
        measured = Collections.unmodifiableSortedMap(new TreeMap<>(measured));
    }

    Architecture parsedArchitecture() {
        return ArchitectureFile.parse(Path.of(name), architecture);
    }

    Baseline withMeasured(SortedMap<String, MeasuredLatency> latencies) {
        return new Baseline(name, kind, description, architecture, costs, measuredShare, latencies);
    }
}
