package dev.sartor.base.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void onlyValuesThatNeedQuotesAreQuoted() {
        assertEquals(
                "id,latency_ms:a b,note\n1,0.25,ir_r1|cn_r1\n2,,\"a,b\"\n3,1,\"say \"\"x\"\"\"\n",
                Csv.write(List.of(
                        List.of("id", "latency_ms:a b", "note"),
                        List.of(1, 0.25, "ir_r1|cn_r1"),
                        List.of(2, "", "a,b"),
                        List.of(3, 1, "say \"x\""))));
    }

    @Test
    void writtenValuesAreReadUnchanged() throws IOException {
        List<List<String>> rows = List.of(List.of("a", " b "), List.of("c\n\"d\"", ""), List.of("#", "e,f"));
        try (CSVParser parser = CSVParser.parse(Csv.write(rows), Csv.EXACT)) {
            assertEquals(rows, parser.stream().map(CSVRecord::toList).toList());
        }
    }

    @Test
    void emptyLinesAndSpacesAroundValuesAreIgnored() throws IOException {
        try (CSVParser parser = CSVParser.parse("x , y\n\n 1, 2\r\n", Csv.WITH_HEADER)) {
            assertEquals(List.of("x", "y"), parser.getHeaderNames());
            assertEquals(
                    List.of(List.of("1", "2")),
                    parser.stream().map(CSVRecord::toList).toList());
        }
    }
}
