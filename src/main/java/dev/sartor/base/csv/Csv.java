package dev.sartor.base.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** The CSV formats of all files that Sartor reads or writes: values are separated by commas, and in double quotes only if necessary. */
public final class Csv {
    /** Reads and writes values unchanged; lines end with {@code \n}, and empty lines are not skipped. */
    public static final CSVFormat EXACT = CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(false)
            .setQuoteMode(QuoteMode.MINIMAL)
            .get();

    /**
     * The format of files of other tools: the first line has the names of the columns; spaces around values and empty lines are
     * ignored.
     */
    public static final CSVFormat WITH_HEADER = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private Csv() {}

    /** The text of rows in the format {@link #EXACT}. */
    public static String write(List<? extends List<?>> rows) {
        var text = new StringBuilder();
        try {
            for (List<?> row : rows) {
                EXACT.printRecord(text, row.toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return text.toString();
    }
}
