package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How the latency of a whole network follows from a table: {@code offsetMs + sum of the units' costMs + weightTerm}. Its units
 * are its stem, blocks and head. The calibration is fitted to measured whole networks. The cost of a unit is
 * {@code perUnitMs + factor(kind) * medianMs} plus a correction for that unit; {@code medianMs} is its measured latency.
 *
 * @param method         how units were measured, the name of a measurement method
 * @param offsetMs       constant part of the latency of every network
 * @param perUnitMs      constant part of the cost of every unit
 * @param factors        by kind of unit, the cost within a network divided by the latency measured for the unit alone
 * @param unitDeviation  prior standard deviation of a unit's correction, relative to its latency; 0 for no corrections
 * @param leftOutRmspe   leave-one-out relative root mean square error; empty if there were too few networks to fit
 * @param leftOutError90 the relative error that nine of ten left-out networks do not exceed
 * @param msPerMac       milliseconds per MAC of the best model {@code latency = msPerMac * MACs}, for comparison
 * @param networks       the networks that the calibration was fitted to
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
        @JsonProperty("leftOut90") OptionalDouble leftOutError90,
        double msPerMac,
        List<MeasuredNetwork> networks) {
    public LatencyCalibration {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
        networks = List.copyOf(networks);
        if (!Double.isFinite(offsetMs) || !(leftOutError90.orElse(0) >= 0)) {
            throw new IllegalArgumentException("The offset of a calibration must be finite and its error interval not"
                    + " negative, but they are " + offsetMs + " ms and " + leftOutError90);
        }
    }
}
