package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How the latency of a whole network follows from a table: {@code offsetMs + sum of the units' costMs + weightTerm}.
 * Fitted on whole networks; a unit's cost is {@code perUnitMs + factor(kind) * medianMs}, moved by its own correction.
 *
 * @param method        how units and networks were brought together
 * @param offsetMs      what a network costs beyond its units
 * @param perUnitMs     what each unit costs beyond what it took alone
 * @param factors       per kind, cost in a network over latency alone
 * @param unitDeviation prior standard deviation of a unit's own correction, relative; 0 when there is none
 * @param leftOutRmspe  relative root mean square error for networks left out of the fit; empty where nothing was fitted,
 *                      since there were too few networks
 * @param leftOut90     the relative error that nine of ten such networks keep within
 * @param msPerMac      the best single factor from MACs to ms, for comparison
 * @param networks      what was fitted
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LatencyCalibration(
        String method,
        double offsetMs,
        double perUnitMs,
        Map<String, Double> factors,
        WeightTerm weightTerm,
        double unitDeviation,
        OptionalDouble leftOutRmspe,
        OptionalDouble leftOut90,
        double msPerMac,
        List<MeasuredNetwork> networks) {
    public LatencyCalibration {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
        networks = List.copyOf(networks);
        if (!Double.isFinite(offsetMs) || !(leftOut90.orElse(0) >= 0)) {
            throw new IllegalArgumentException(
                    "A calibration cannot have an offset of " + offsetMs + " ms and an interval of " + leftOut90);
        }
    }
}
