package dev.sartor.latency.prediction;

import dev.sartor.base.UserError;
import dev.sartor.device.spec.ModelFileFormat;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.TableErrors;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predicts the latency of whole networks from a table: the sum of an offset, the costs of the units (stem, blocks, head), and a
 * term for weights that do not fit into the caches.
 */
public final class LatencyPredictor {
    private final LatencyTable table;
    private final TableUnitCosts costs;
    private final double offsetMs;
    private final WeightTerm weightTerm;
    private final Optional<Uncertainty> uncertainty;

    /** A predictor that throws an error for networks with units that the table lacks. */
    public LatencyPredictor(LatencyTable table) {
        this(table, MissingUnitPolicy.REFUSE);
    }

    public LatencyPredictor(LatencyTable table, MissingUnitPolicy missing) {
        this(table, missing, Uncertainty.of(table.provenance()));
    }

    private LatencyPredictor(LatencyTable table, MissingUnitPolicy missing, Optional<Uncertainty> uncertainty) {
        this.table = table;
        this.uncertainty = uncertainty;
        costs = TableUnitCosts.of(table, missing);
        Optional<LatencyCalibration> calibration = table.provenance().fittedCalibration();
        offsetMs = calibration.map(LatencyCalibration::offsetMs).orElse(0.0);
        weightTerm = calibration.map(LatencyCalibration::weightTerm).orElse(WeightTerm.NONE);
    }

    /**
     * A predictor of the latencies in one particular measurement, corrected to the table's speed.
     *
     * @param noise    relative variance of a network's latency in that measurement, from noise
     * @param slowdown current latency of the table's networks, relative to the table
     */
    public static LatencyPredictor ofMeasurement(LatencyTable table, double noise, Optional<Slowdown> slowdown) {
        return new LatencyPredictor(
                table, MissingUnitPolicy.REFUSE, Uncertainty.ofMeasurement(table.certificate(), noise, slowdown));
    }

    public LatencyTable table() {
        return table;
    }

    /** @throws UserError that names the units that the table lacks, unless they are interpolated */
    public LatencyPrediction predict(Network network) {
        List<UnitCost> units = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        double total = networkOverheadMs(network.params());
        double varianceMs2 = 0;
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                Optional<UnitCost> cost = costs.cost(segment.key());
                if (cost.isEmpty()) {
                    missing.add(segment.key());
                } else {
                    units.add(cost.get());
                    total += cost.get().costMs();
                    varianceMs2 += cost.get().varianceMs2();
                }
            }
        }
        if (!missing.isEmpty()) {
            throw missingUnits(missing, units.size() + missing.size(), Optional.empty());
        }
        double variance = varianceMs2 / (total * total);
        return new LatencyPrediction(
                total,
                offsetMs,
                weightTerm.ms(network, precision()),
                units,
                uncertainty.map(u -> u.withAddedVariance(variance)));
    }

    /**
     * The cost of a unit. A prediction is the sum of these costs, {@link #offsetMs} and {@link #weightTerm}.
     *
     * @throws UserError if the table lacks the unit
     */
    public double unitCostMs(String key) {
        return unitCost(key).costMs();
    }

    UnitCost unitCost(String key) {
        int required = 1;
        return costs.cost(key).orElseThrow(() -> missingUnits(List.of(key), required, Optional.empty()));
    }

    /**
     * Checks that the latency of every network of a space can be predicted.
     *
     * @throws UserError that names missing units and how to get them
     */
    public void requireUnits(SearchSpace space) {
        List<String> keys = space.units().stream().map(Unit::key).toList();
        List<String> missing =
                keys.stream().filter(k -> costs.cost(k).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw missingUnits(missing, keys.size(), Optional.of(space.source()));
        }
    }

    private UserError missingUnits(List<String> missing, int required, Optional<String> space) {
        return TableErrors.missingUnits(table.name(), table.provenance(), missing, required, space);
    }

    /** The constant part of the latency of every network. */
    public double offsetMs() {
        return offsetMs;
    }

    /** The part that depends on the number of parameters. */
    public WeightTerm weightTerm() {
        return weightTerm;
    }

    /** Whether the table was measured with LiteRT files in 8-bit integers. */
    boolean isInt8LiteRt() {
        return switch (table.provenance()) {
            case Certificate c ->
                precision() == Precision.INT8 && c.device().device().format() == ModelFileFormat.LITERT;
            case ForeignCertificate _ -> false;
        };
    }

    /** The number format of the models that the table was measured with. */
    Precision precision() {
        return table.provenance().precision();
    }

    /** The latency in ms of a network with this number of parameters beyond the costs of its units. */
    double networkOverheadMs(long params) {
        return offsetMs + weightTerm.ms(params, precision());
    }

    /** The distribution of latencies around predictions; empty for a table that was never compared with whole networks. */
    public Optional<Uncertainty> uncertainty() {
        return uncertainty;
    }
}
