package dev.sartor.latency.prediction;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicts the latency of whole networks from a table: offset, the units' costs, and the weight term. */
public final class LatencyPredictor {
    private final LatencyTable table;
    private final TableUnitCosts prices;
    private final double offsetMs;
    private final WeightTerm weightTerm;
    private final Optional<Uncertainty> uncertainty;

    /** A predictor that refuses networks with units which the table lacks. */
    public LatencyPredictor(LatencyTable table) {
        this(table, MissingUnitPolicy.REFUSE);
    }

    public LatencyPredictor(LatencyTable table, MissingUnitPolicy missing) {
        this(table, missing, Uncertainty.of(table.provenance()));
    }

    private LatencyPredictor(LatencyTable table, MissingUnitPolicy missing, Optional<Uncertainty> uncertainty) {
        this.table = table;
        this.uncertainty = uncertainty;
        prices = TableUnitCosts.of(table, missing);
        Optional<LatencyCalibration> calibration = table.provenance().calibrated();
        offsetMs = calibration.map(LatencyCalibration::offsetMs).orElse(0.0);
        weightTerm = calibration.map(LatencyCalibration::weightTerm).orElse(WeightTerm.NONE);
    }

    /**
     * Of what one measurement finds at the table's speed, and not any measurement.
     *
     * @param noise its relative variance
     */
    public static LatencyPredictor ofMeasurement(LatencyTable table, double noise, Optional<Slowdown> slowdown) {
        return new LatencyPredictor(
                table, MissingUnitPolicy.REFUSE, Uncertainty.ofMeasurement(table.certificate(), noise, slowdown));
    }

    public LatencyTable table() {
        return table;
    }

    /** @throws UserError that names the units which the table lacks, unless they are interpolated */
    public LatencyPrediction predict(Network network) {
        List<UnitCost> units = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        double total = wholeMs(network.params());
        double varianceMs2 = 0;
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                Optional<UnitCost> price = prices.of(segment.key());
                if (price.isEmpty()) {
                    missing.add(segment.key());
                } else {
                    units.add(price.get());
                    total += price.get().costMs();
                    varianceMs2 += price.get().varianceMs2();
                }
            }
        }
        if (!missing.isEmpty()) {
            throw table.missing(missing, units.size() + missing.size(), Optional.empty());
        }
        double variance = varianceMs2 / (total * total);
        return new LatencyPrediction(
                total, offsetMs, weightTerm.ms(network), units, uncertainty.map(u -> u.widened(variance)));
    }

    /**
     * What a unit adds to a latency: the sum of these, {@link #offsetMs} and {@link #weightTerm} are the prediction.
     *
     * @throws UserError if the table lacks the unit
     */
    public double unitCostMs(String key) {
        return unitCost(key).costMs();
    }

    UnitCost unitCost(String key) {
        return prices.of(key).orElseThrow(() -> table.missing(List.of(key), 1, Optional.empty()));
    }

    /**
     * Makes sure that the latency of every network of a space can be predicted.
     *
     * @throws UserError that names units which are missing, and what can be done
     */
    public void requireUnits(SearchSpace space) {
        List<String> keys = space.units().stream().map(Unit::key).toList();
        List<String> missing = keys.stream().filter(k -> prices.of(k).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw table.missing(missing, keys.size(), Optional.of(space.name()));
        }
    }

    /** The same predictions from genomes of a space, some million times a second. */
    public SpaceLatencyPredictor dense(SearchSpace space) {
        return new SpaceLatencyPredictor(space, this);
    }

    /** What every network costs beyond its units. */
    public double offsetMs() {
        return offsetMs;
    }

    /** The part that is no sum over units. */
    public WeightTerm weightTerm() {
        return weightTerm;
    }

    /** What a network of so many parameters costs beyond its units, in ms. */
    double wholeMs(long params) {
        return offsetMs + weightTerm.ms(params);
    }

    /** How far latencies may lie from predictions; empty for a table that was never compared with whole networks. */
    public Optional<Uncertainty> uncertainty() {
        return uncertainty;
    }
}
