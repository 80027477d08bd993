package dev.sartor.latency.foreign;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Shape;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvRow;
import dev.sartor.base.csv.CsvTable;
import dev.sartor.space.unit.Unit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads TF-NAS's table (arXiv 2008.05314) with the columns {@code in_hw, in_c, se_c, out_c, kernel, stride, act, mid_c} and a
 * latency in ms per device. The authors measured some widths and filled in the others by linear interpolation and
 * extrapolation. An entry on the line through its neighbours is therefore marked as fitted. Extrapolated entries may be
 * negative; these are left out.
 */
final class TfNasReader {
    private static final List<String> BLOCK_COLUMNS =
            List.of("in_hw", "in_c", "se_c", "out_c", "kernel", "stride", "act");
    /** The column of the expanded width. */
    private static final String EXPANDED = "mid_c";
    /** Significant digits of the latencies in the file. */
    private static final int DIGITS = 6;
    /** Rounding changes each of three collinear numbers by at most half of the last digit; the middle one counts twice. */
    private static final double MAX_CURVATURE_IN_LAST_DIGITS = 2.01;

    /** All blocks of TF-NAS add their input if the shapes allow it. */
    private static final boolean SKIP = true;

    private final CsvTable table;
    private final LatencyColumn latency;
    private final ImportedRows rows;

    TfNasReader(CsvTable table, LatencyColumn latency, ImportedRows rows) {
        this.table = table;
        this.latency = latency;
        this.rows = rows;
        BLOCK_COLUMNS.forEach(table::requireColumn);
        table.requireColumn(EXPANDED);
    }

    void read() {
        Map<String, List<CsvRow>> rowsOfBlock = table.rows().stream()
                .collect(Collectors.groupingBy(this::block, LinkedHashMap::new, Collectors.toList()));
        rowsOfBlock.forEach((block, widths) -> {
            if (widths.getFirst().text(EXPANDED).isEmpty()) {
                widths.forEach(r ->
                        rows.addEntryWithoutRow(block, "latency of a network's other layers, which are not a unit"));
            } else {
                read(widths.stream()
                        .sorted(Comparator.comparingInt(r -> whole(r, EXPANDED)))
                        .toList());
            }
        });
    }

    private void read(List<CsvRow> byWidth) {
        for (int i = 0; i < byWidth.size(); i++) {
            CsvRow record = byWidth.get(i);
            String entry = block(record) + "," + record.text(EXPANDED);
            try {
                Unit unit = unit(record);
                rows.add(entry, unit, latency.ms(record), Optional.empty());
                if (i > 0 && i < byWidth.size() - 1 && collinear(byWidth.get(i - 1), record, byWidth.get(i + 1))) {
                    rows.addDoubt(unit, "fitted: in line with the entries of the next widths");
                }
            } catch (IllegalArgumentException e) {
                rows.addEntryWithoutRow(entry, e.getMessage());
            }
        }
    }

    private boolean collinear(CsvRow before, CsvRow middle, CsvRow after) {
        double a = latency.ms(before);
        double b = latency.ms(middle);
        double c = latency.ms(after);
        double lastDigit = Math.pow(10, Math.floor(Math.log10(Math.max(Math.abs(a), Math.abs(c)))) + 1 - DIGITS);
        return Math.abs(a - 2 * b + c) <= MAX_CURVATURE_IN_LAST_DIGITS * lastDigit;
    }

    private Unit unit(CsvRow r) {
        int side = whole(r, "in_hw");
        int in = whole(r, "in_c");
        return new LookupBlock(
                        new Shape(in, side, side),
                        whole(r, EXPANDED),
                        whole(r, "out_c"),
                        whole(r, "kernel"),
                        whole(r, "stride"),
                        se(in, whole(r, "se_c")),
                        Activation.valueOf(r.text("act").toUpperCase(Locale.ROOT)),
                        SKIP)
                .unit();
    }

    /** Squeeze-and-excite in its form of MnasNet, whose squeezed width is relative to the input channels. */
    private static Optional<SqueezeExcite> se(int in, int squeezed) {
        if (squeezed == 0) {
            return Optional.empty();
        }
        if (squeezed > in) {
            throw new IllegalArgumentException("squeezed to " + squeezed + " channels, more than the block reads");
        }
        return Optional.of(new SqueezeExcite((double) squeezed / in, SqueezeExcite.Form.MNASNET));
    }

    private String block(CsvRow record) {
        return BLOCK_COLUMNS.stream().map(record::text).collect(Collectors.joining(","));
    }

    private static int whole(CsvRow row, String column) {
        double value = row.number(column).orElse(Double.NaN);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new UserError(
                    "'" + row.text(column) + "' is not a whole number",
                    row.where() + " " + column,
                    "use the published table, one row per expanded width");
        }
        return (int) value;
    }
}
