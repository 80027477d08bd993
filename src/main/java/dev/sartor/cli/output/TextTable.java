package dev.sartor.cli.output;

import dev.sartor.base.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns that are as wide as their longest cell. A header that starts with {@code >} aligns right. */
public final class TextTable {
    private static final String GAP = "  ";

    /** By column, whether it is aligned right. */
    private final boolean[] right;

    private final List<String[]> rows = new ArrayList<>();

    private TextTable(boolean[] right) {
        this.right = right;
    }

    /** An empty table with these column headers. */
    public static TextTable withHeaders(String... headers) {
        var right = new boolean[headers.length];
        var names = new String[headers.length];
        for (int i = 0; i < headers.length; i++) {
            right[i] = headers[i].startsWith(">");
            names[i] = right[i] ? headers[i].substring(1) : headers[i];
        }
        var table = new TextTable(right);
        table.rows.add(names);
        return table;
    }

    /** Adds a row with one cell for each column. Line breaks in a cell are replaced. */
    public void add(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        rows.add(Arrays.stream(cells).map(VisibleText::line).toArray(String[]::new));
    }

    /** The header line and a line for each row, without trailing blanks. */
    public List<String> lines() {
        int[] widths = IntStream.range(0, right.length)
                .map(i -> rows.stream().mapToInt(r -> r[i].length()).max().orElse(0))
                .toArray();
        return rows.stream().map(r -> line(r, widths)).toList();
    }

    private String line(String[] cells, int[] widths) {
        return String.join(
                        GAP,
                        IntStream.range(0, cells.length)
                                .mapToObj(i -> pad(cells[i], widths[i], right[i]))
                                .toList())
                .stripTrailing();
    }

    private static String pad(String cell, int width, boolean right) {
        var blanks = new char[width - cell.length()];
        Arrays.fill(blanks, ' ');
        return right ? new String(blanks) + cell : cell + new String(blanks);
    }
}
