package dev.sartor.latency;

import dev.sartor.arch.UserError;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.ArrayList;
import java.util.List;

/** Predicts the latency of whole networks from a table: offset, the units' costs, and the weight term. */
public final class Predictor {
    private final LatencyTable table;
    private final Calibration calibration;

    public Predictor(LatencyTable table) {
        this.table = table;
        this.calibration = table.certificate().calibration();
    }

    public LatencyTable table() {
        return table;
    }

    /** @throws UserError that names the units which the table lacks */
    public Prediction predict(Network network) {
        List<Prediction.UnitCost> units = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        double weightTermMs = calibration.weightTerm().ms(network);
        double total = calibration.wholeMs(network.params());
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                var unit = table.unit(segment.key());
                if (unit.isEmpty()) {
                    missing.add(segment.key());
                } else {
                    units.add(new Prediction.UnitCost(segment.key(), unit.get().costMs()));
                    total += unit.get().costMs();
                }
            }
        }
        if (!missing.isEmpty()) {
            throw table.missing(missing, units.size() + missing.size(), firstSpace());
        }
        return new Prediction(total, total / (1 + calibration.leftOut90()), total / (1 - Math.min(0.9, calibration.leftOut90())),
                calibration.offsetMs(), weightTermMs, units);
    }

    /**
     * What a unit adds to a latency. The least sum of these over a space's networks, plus {@link #offsetMs}, bounds every
     * prediction from below, and is itself predicted for the network that attains it unless the weight term adds to it.
     *
     * @throws UserError if the table lacks the unit
     */
    public double unitCostMs(String key) {
        return table.unit(key).orElseThrow(() -> table.missing(List.of(key), 1, firstSpace())).costMs();
    }

    /** What every network costs beyond its units. */
    public double offsetMs() {
        return calibration.offsetMs();
    }

    /** The part that is no sum over units. */
    public WeightTerm weightTerm() {
        return calibration.weightTerm();
    }

    private String firstSpace() {
        return table.certificate().spaces().getFirst().name();
    }
}
