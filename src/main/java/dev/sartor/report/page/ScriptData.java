package dev.sartor.report.page;

import dev.sartor.report.drawing.SegmentSummary;
import dev.sartor.report.drawing.SymbolSheet;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** The data of the page's script: one compact JSON object that is safe inside a script element. */
final class ScriptData {
    /** Whole numbers below this are written without a decimal point. */
    private static final double MAX_EXACT_INTEGER = 1e15;

    private ScriptData() {}

    static String json(ReportModel model, List<TrialColumn> columns, TrialDrawings drawings) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("columns", columns.stream().map(TrialColumn::label).toList());
        data.put(
                "units",
                drawings.symbols().units().stream().map(ScriptData::unit).toList());
        data.put(
                "trials",
                IntStream.range(0, model.trials().size())
                        // u: numbers of units, c: their costs, t: total cost; sorted, since the order of Map.of changes
                        // from process to process
                        .mapToObj(i -> new TreeMap<>(
                                Map.of("u", drawings.units(i), "c", drawings.costs(i), "t", drawings.total(i))))
                        .toList());
        data.put(
                "orders",
                columns.stream()
                        .map(c ->
                                model.trials().stream().map(t -> sortKey(c, t)).toList())
                        .toList());
        int noTrial = -1;
        data.put("first", model.initialTrial().map(model.trials()::indexOf).orElse(noTrial));
        // "<" could close the element or start a comment
        return JsonMapper.shared().writeValueAsString(data).replace("<", "\\u003c");
    }

    /** A unit (the input, stem, a block or the head): its text, symbol number, output shape, MACs and description. */
    private static List<Object> unit(SymbolSheet.DrawnUnit unit) {
        return List.of(
                unit.text(),
                unit.cell(),
                SegmentSummary.shapeText(unit.summary().output()),
                ReportNumbers.count(unit.macs()),
                unit.summary().description());
    }

    /** The sort key of a trial; empty text for NaN, which JSON does not have. */
    private static Object sortKey(TrialColumn column, TrialPoint trial) {
        double value = column.sortKey().applyAsDouble(trial);
        return Double.isNaN(value)
                ? ""
                : value == Math.rint(value) && Math.abs(value) < MAX_EXACT_INTEGER ? (Object) (long) value : value;
    }
}
