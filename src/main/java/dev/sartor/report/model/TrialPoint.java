package dev.sartor.report.model;

import dev.sartor.network.Network;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One evaluated architecture.
 *
 * @param id                  its name in the run, unique there
 * @param generation          of the search, from 0
 * @param merit               as the search judged it, by the run's measure; empty where it was not worth judging
 * @param latencyMs           predicted, by the name of the latency table
 * @param segmentMs           the latency on the run's first table per segment of the network; empty where not known
 * @param peakActivationBytes of one image
 * @param feasible            whether it holds all limits
 * @param onFront             whether it is on the run's front
 */
public record TrialPoint(
        String id,
        int generation,
        OptionalDouble merit,
        SortedMap<String, Double> latencyMs,
        List<Double> segmentMs,
        long macs,
        long params,
        long peakActivationBytes,
        boolean feasible,
        boolean onFront,
        Network network) {
    public TrialPoint {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A trial needs an id");
        }
        if (merit.isPresent() && !Double.isFinite(merit.getAsDouble())) {
            throw new IllegalArgumentException("Trial " + id + " has a merit of " + merit.getAsDouble());
        }
        latencyMs = Collections.unmodifiableSortedMap(new TreeMap<>(latencyMs));
        segmentMs = List.copyOf(segmentMs);
        if (!segmentMs.isEmpty() && segmentMs.size() != network.segments().size()) {
            throw new IllegalArgumentException("Trial " + id + " has "
                    + network.segments().size() + " segments, but " + segmentMs.size() + " latencies of segments");
        }
    }
}
