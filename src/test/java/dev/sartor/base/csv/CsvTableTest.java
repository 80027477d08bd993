package dev.sartor.base.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @TempDir
    private Path folder;

    private static CsvTable table(String text) {
        return CsvTable.parse("file", text);
    }

    private static List<OptionalDouble> numbers(String text) {
        CsvTable table = table(text);
        return table.rows().stream().map(r -> r.number("ms")).toList();
    }

    private static UserError error(String text) {
        return assertThrows(UserError.class, () -> numbers(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unit,ms\na,0.5\nb,1.25\n",
                "\uFEFFunit,ms\na,0.5\nb,1.25\n",
                "unit,ms\r\na,0.5\r\nb,1.25\r\n",
                "unit;ms\na;0,5\nb;1,25\n",
                "sep=;\r\nunit;ms\r\na;0,5\r\nb;1,25\r\n",
                "unit\tms\na\t0,5\nb\t1,25\n",
                "unit,ms\na,\"0,5\"\nb,\"1,25\"\n",
                "\"unit\",\"ms\"\n\"a\",\"0.5\"\n\"b\",\"1.25\"",
                ",unit,ms\n0,a,0.5\n1,b,1.25\n",
                "unit , ms,,\n a , 0.5,,\n\n,,,\nb,1.25,,\n",
                "unit;ms;note\na;0,5;\"x; y\"\nb;1,25;\n",
                "unit;ms (measured, one thread);ms\na;9;0,5\nb;9;1,25\n"
            })
    void allDialectsOfCsvGiveTheSameRows(String text) {
        CsvTable table = table(text);
        assertEquals(
                List.of("a", "b"),
                table.rows().stream().map(r -> r.text("unit")).toList());
        assertEquals(List.of(OptionalDouble.of(0.5), OptionalDouble.of(1.25)), numbers(text));
    }

    @Test
    void emptyFieldsAndTextsSuchAsNanAreMissingNumbers() {
        String text = "unit,ms\na,\nb,NaN\nc,nan\nd,NA\ne,N/A\nf,null\ng,#N/A\nh,-\n";
        assertTrue(
                numbers(text).stream().allMatch(OptionalDouble::isEmpty),
                numbers(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234,5 | 1234.5",
                "1,234.5 | 1234.5",
                "1.234.567,5 | 1234567.5",
                "5,2e-3 | 0.0052",
                "-0,5 | -0.5",
                "+.5 | 0.5",
                "12 | 12",
                "1,234 | 1.234",
                "1.234 | 1.234"
            })
    void numbersMayHaveThousandsSeparators(String text, double expected) {
        assertEquals(List.of(OptionalDouble.of(expected)), numbers("unit;ms\na;" + text + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1p3", "1d", "5 ms", "1e", "Infinity", "1e999", "1,2,3", "1.2.3", "12.34,5", "1.5,"})
    void theErrorForATextInPlaceOfANumberNamesLineAndColumn(String text) {
        UserError e = error("unit;ms\na;0.5\nb;" + text + "\n");
        assertEquals("file:3 ms", e.where(), e.text());
    }

    @Test
    void aColumnDoesNotMixDecimalPointsAndCommas() {
        assertTrue(error("unit;ms\na;0,5\nb;0.5\n").getMessage().endsWith("is not a number"));
        assertEquals(List.of(OptionalDouble.of(0.5), OptionalDouble.of(1234)), numbers("unit;ms\na;0,5\nb;1.234\n"));
        assertEquals(List.of(OptionalDouble.of(0.5), OptionalDouble.of(1234)), numbers("unit;ms\na;0.5\nb;1,234\n"));
    }

    @Test
    void aCommaThatCouldSeparateThousandsOrDecimalsIsRefusedUnlessSemicolonsSeparateColumns() {
        assertEquals("file:2 ms", error("unit,ms\na,\"1,234\"\n").where());
        assertEquals(
                List.of(OptionalDouble.of(1.234), OptionalDouble.of(0.5)),
                numbers("unit,ms\na,\"1,234\"\nb,\"0,5\"\n"));
        assertEquals(List.of(OptionalDouble.of(1.234)), numbers("unit;ms\na;1,234\n"));
    }

    @Test
    void aRowOfAnotherLengthIsNamedWithItsLine() {
        UserError e = error("unit,ms\n\na,0,005\n");
        assertEquals("file:3", e.where());
        assertTrue(e.getMessage().contains("3 fields instead of 2"), e.text());
        assertTrue(e.fix().contains("decimal comma"), e.text());
        assertEquals("file:2", error("unit;ms\na\n").where());
    }

    @Test
    void aMissingColumnGetsASuggestionAndADuplicateIsNamed() {
        assertTrue(error("unit,mss\na,1\n").fix().contains("mss"));
        UserError e = error("unit,ms,ms\na,1,2\n");
        assertEquals("2 columns are named 'ms': columns 2 and 3", e.getMessage());
        assertEquals("a", table("unit,ms,ms\na,1,2\n").rows().getFirst().text("unit"));
    }

    @Test
    void anEmptyFileAndOpenQuotesAreUserErrors() {
        assertEquals("file:1", error("").where());
        assertTrue(error("unit,ms\n\"a,1\n").getMessage().startsWith("not CSV"));
    }

    @Test
    void encodingsAndCompressionAreDetected() throws IOException {
        String text = "unit,ms (µs)\na,0.5\n";
        for (Charset charset :
                List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.UTF_16)) {
            Path file = Files.write(folder.resolve("x.csv"), text.getBytes(charset));
            assertEquals(List.of("unit", "ms (µs)"), CsvTable.read(file).columns(), charset.name());
        }
        Path packed = folder.resolve("x.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(1, CsvTable.read(packed).rows().size());
        Files.writeString(packed, "not compressed");
        assertThrows(UserError.class, () -> CsvTable.read(packed));
    }
}
