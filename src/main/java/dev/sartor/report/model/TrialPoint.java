package dev.sartor.report.model;

import dev.sartor.network.Network;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One trial of a run, that is an architecture with its costs and its score.
 *
 * @param id                  id, unique in the run
 * @param generation          generation of the search, from 0
 * @param score               the score in the search, by the metric of the run; empty if it was not evaluated
 * @param latencyMs           predicted latency by the name of the table
 * @param segmentMs           latency of each segment on the first table; empty if unknown
 * @param peakActivationBytes peak memory of the activations for one image
 * @param weightBytes         bytes of the weights
 * @param feasible            whether it is within all limits
 * @param onFront             whether it is on the front of the run
 */
public record TrialPoint(
        String id,
        int generation,
        OptionalDouble score,
        SortedMap<String, Double> latencyMs,
        List<Double> segmentMs,
        long macs,
        long params,
        long peakActivationBytes,
        long weightBytes,
        boolean feasible,
        boolean onFront,
        Network network) {
    public TrialPoint {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A trial needs an id");
        }
        if (score.isPresent() && !Double.isFinite(score.getAsDouble())) {
            throw new IllegalArgumentException("Trial " + id + " has a score of " + score.getAsDouble());
        }
        latencyMs = Collections.unmodifiableSortedMap(new TreeMap<>(latencyMs));
        segmentMs = List.copyOf(segmentMs);
        if (!segmentMs.isEmpty() && segmentMs.size() != network.segments().size()) {
            throw new IllegalArgumentException("Trial " + id + " has "
                    + network.segments().size() + " segments, but " + segmentMs.size() + " latencies of segments");
        }
    }
}
