package dev.sartor.report.page;

import dev.sartor.report.drawing.SymbolSheet;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks of all trials as lists of units, with the cost of each unit. A unit is the input, the stem, a block or the head;
 * it is identified by its number in a {@link SymbolSheet}.
 */
final class TrialDrawings {
    private static final int DIGITS = 3;
    private static final double MILLION = 1e6;
    private static final MathContext PRECISION = new MathContext(DIGITS);

    private final ReportModel model;
    private final boolean isLatencyKnown;
    private final SymbolSheet symbols = new SymbolSheet();
    private final List<List<Integer>> units = new ArrayList<>();

    TrialDrawings(ReportModel model) {
        this.model = model;
        isLatencyKnown = !model.tables().isEmpty()
                && model.trials().stream().noneMatch(t -> t.segmentMs().isEmpty());
        model.trials().forEach(t -> units.add(symbols.add(t.network())));
    }

    /** The SVG symbols that the drawings of all trials refer to. */
    SymbolSheet symbols() {
        return symbols;
    }

    /** The unit numbers of a trial: its input, then its segments. */
    List<Integer> units(int trial) {
        return units.get(trial);
    }

    /** The quantity of the costs: latency in milliseconds if known for every trial, or else MACs in millions. */
    String costTitle() {
        return isLatencyKnown ? "latency, ms" : "MACs, million";
    }

    /** The cost of each unit of a trial, to three digits; that of the input is 0. */
    List<Double> costs(int trial) {
        List<Integer> unitNumbers = units.get(trial);
        return IntStream.range(0, unitNumbers.size())
                .mapToObj(i -> i == 0
                        ? 0.0
                        : rounded(
                                isLatencyKnown
                                        ? model.trials().get(trial).segmentMs().get(i - 1)
                                        : symbols.unit(unitNumbers.get(i)).macs() / MILLION))
                .toList();
    }

    /** The cost of the whole network, in the unit of {@link #costs}. */
    double total(int trial) {
        TrialPoint t = model.trials().get(trial);
        return rounded(isLatencyKnown ? model.leadingMetric().value(t).orElse(0) : t.macs() / MILLION);
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).round(PRECISION).doubleValue();
    }
}
