package dev.sartor.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirLongestCell() {
        var table = TextTable.withHeaders("name", ">units", "spaces");
        table.add("a", "12345678", "x");
        table.add("a long name", "7", "");
        assertEquals(
                List.of("name            units  spaces", "a            12345678  x", "a long name         7"),
                table.lines());
    }

    @Test
    void aRowNeedsACellForEachColumn() {
        var table = TextTable.withHeaders("name", "source");
        assertThrows(IllegalArgumentException.class, () -> table.add("one"));
    }
}
