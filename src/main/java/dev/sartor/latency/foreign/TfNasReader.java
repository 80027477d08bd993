package dev.sartor.latency.foreign;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Shape;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.space.unit.Unit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads TF-NAS's table (arXiv 2008.05314) with the columns {@code in_hw, in_c, se_c, out_c, kernel, stride, act, mid_c} and a
 * latency in ms per device. The authors measured some widths and filled in the others by linear interpolation and
 * extrapolation. An entry on the line through its neighbours is therefore marked as fitted. Extrapolated entries may be
 * negative; these are left out.
 */
final class TfNasReader {
    private static final List<String> BLOCK = List.of("in_hw", "in_c", "se_c", "out_c", "kernel", "stride", "act");
    private static final String EXPANDED = "mid_c";
    private static final int DIGITS = 6;
    /** Rounding changes each of three collinear numbers by at most half of the last digit; the middle one counts twice. */
    private static final double LAST_DIGITS = 2.01;

    private final CsvTable table;
    private final String msColumn;
    private final ImportedRows rows;

    TfNasReader(CsvTable table, String msColumn, ImportedRows rows) {
        this.table = table;
        this.msColumn = msColumn;
        this.rows = rows;
        BLOCK.forEach(table::require);
        table.require(EXPANDED);
        table.require(msColumn);
    }

    void read() {
        Map<String, List<CSVRecord>> lines = table.records().stream()
                .collect(Collectors.groupingBy(this::block, LinkedHashMap::new, Collectors.toList()));
        lines.forEach((block, records) -> {
            if (records.getFirst().get(EXPANDED).isEmpty()) {
                records.forEach(
                        r -> rows.addUnmapped(block, "latency of a network's other layers, which are not a unit"));
            } else {
                read(records.stream()
                        .sorted(Comparator.comparingInt(r -> table.number(r, EXPANDED)))
                        .toList());
            }
        });
    }

    private void read(List<CSVRecord> byWidth) {
        for (int i = 0; i < byWidth.size(); i++) {
            CSVRecord record = byWidth.get(i);
            String entry = block(record) + "," + record.get(EXPANDED);
            try {
                Unit unit = unit(record);
                rows.add(entry, unit, table.decimal(record, msColumn), Optional.empty());
                if (i > 0 && i < byWidth.size() - 1 && collinear(byWidth.get(i - 1), record, byWidth.get(i + 1))) {
                    rows.addDoubt(unit, "fitted: in line with the entries of the next widths");
                }
            } catch (IllegalArgumentException e) {
                rows.addUnmapped(entry, e.getMessage());
            }
        }
    }

    private boolean collinear(CSVRecord before, CSVRecord at, CSVRecord after) {
        double a = table.decimal(before, msColumn);
        double b = table.decimal(at, msColumn);
        double c = table.decimal(after, msColumn);
        double lastDigit = Math.pow(10, Math.floor(Math.log10(Math.max(Math.abs(a), Math.abs(c)))) + 1 - DIGITS);
        return Math.abs(a - 2 * b + c) <= LAST_DIGITS * lastDigit;
    }

    private Unit unit(CSVRecord r) {
        int side = table.number(r, "in_hw");
        int in = table.number(r, "in_c");
        return new LookupBlock(
                        new Shape(in, side, side),
                        table.number(r, EXPANDED),
                        table.number(r, "out_c"),
                        table.number(r, "kernel"),
                        table.number(r, "stride"),
                        se(in, table.number(r, "se_c")),
                        Activation.valueOf(r.get("act").toUpperCase(Locale.ROOT)),
                        true)
                .unit();
    }

    /** Squeeze-and-excite in its soft form, whose squeezed width is relative to the input channels. */
    private static Optional<SqueezeExcite> se(int in, int squeezed) {
        if (squeezed == 0) {
            return Optional.empty();
        }
        if (squeezed > in) {
            throw new IllegalArgumentException("squeezed to " + squeezed + " channels, more than the block reads");
        }
        return Optional.of(new SqueezeExcite((double) squeezed / in, SqueezeExcite.Form.SOFT));
    }

    private String block(CSVRecord record) {
        return BLOCK.stream().map(record::get).collect(Collectors.joining(","));
    }
}
