package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyTableTest {
    private final SearchSpace space = SpaceFile.find("nas-bench-macro");

    @TempDir
    Path temp;

    private AccuracyTable table(String text) throws IOException {
        return AccuracyTable.read(Files.writeString(temp.resolve("known.csv"), text), space);
    }

    private Architecture architecture(String genome) {
        return space.decode(space.parse(genome));
    }

    @Test
    void accuraciesAreFoundByGenome() throws IOException {
        AccuracyTable table = table("genome,accuracy\n01201201,0.5\n11111111,0.75\n");
        assertEquals(0.75, table.score(architecture("11111111"), 1));
        assertEquals(0.5, table.score(architecture("01201201"), 2));
        assertEquals("2 known accuracies from known.csv", table.description());
    }

    @Test
    void accuraciesAreFoundByBlockStringsBesideOtherColumns() throws IOException {
        Architecture known = architecture("21012012");
        AccuracyTable table =
                table("std,accuracy,architecture\r\n0.1, 0.25 ,\"" + String.join("|", known.blockStrings()) + "\"\r\n");
        assertEquals(0.25, table.score(known, 1));
    }

    @Test
    void aMissingArchitectureIsNamed() throws IOException {
        AccuracyTable table = table("genome,accuracy\n01201201,0.5\n");
        UserError e = assertThrows(UserError.class, () -> table.score(architecture("11111111"), 1));
        assertTrue(e.getMessage().endsWith("11111111"), e.text());
    }

    @Test
    void equalRowsAreAcceptedAndContradictoryOnesRefused() throws IOException {
        assertEquals(
                0.5, table("genome,accuracy\n01201201,0.5\n01201201,0.50\n").score(architecture("01201201"), 1));
        UserError e = assertThrows(UserError.class, () -> table("genome,accuracy\n01201201,0.5\n01201201,0.6\n"));
        assertTrue(e.where().endsWith("known.csv:3"), e.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.1", "-0.1", "many", "1.0001", "Infinity", "0x1p-2"})
    void anInvalidAccuracyIsRefusedWithItsLine(String accuracy) {
        UserError e = assertThrows(
                UserError.class, () -> table("genome,accuracy\n01201201,0.5\n11111111," + accuracy + "\n"));
        assertTrue(e.where().endsWith("known.csv:3"), e.text());
        assertTrue(e.fix().contains("0.931 for 93.1 %"), e.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "arch8,mean_acc;name one column accuracy",
                "genome,acc;name one column accuracy",
                "accuracy;name one column accuracy",
                "genome,genome,accuracy;rename all but one",
                "genome,accuracy,accuracy;rename all but one"
            })
    void headersWithoutTheColumnsOrWithOneTwiceAreRefused(String header, String fix) {
        UserError e = assertThrows(UserError.class, () -> table(header + "\n"));
        assertTrue(e.fix().contains(fix), e.text());
    }

    @ParameterizedTest
    @CsvSource({"0120120,0.5", "01201209,0.5", "01201201"})
    void badRowsAreRefusedWithTheirLine(String row) {
        UserError e = assertThrows(UserError.class, () -> table("genome,accuracy\n" + row + "\n"));
        assertTrue(e.where().contains("known.csv:2"), e.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFgenome,accuracy\n01201201,0.5\n11111111,0.75\n",
                "genome;accuracy\r\n01201201;0,5\r\n11111111;0,75\r\n",
                "sep=;\ngenome;accuracy\n01201201;0,5\n11111111;0,75\n",
                "genome\taccuracy\n01201201\t0.5\n11111111\t0.75",
                ",genome,accuracy\n0,01201201,0.5\n1,11111111,0.75\n",
                "\"genome\",\"accuracy\"\n\"01201201\",\"0.5\"\n\n\"11111111\",\"7.5e-1\"\n",
                "genome,accuracy,,\n01201201,\"0,5\",,\n11111111,\"0,75\",,\n"
            })
    void filesWrittenBySpreadsheetProgramsAreRead(String text) throws IOException {
        AccuracyTable table = table(text);
        assertEquals(0.5, table.score(architecture("01201201"), 1));
        assertEquals(0.75, table.score(architecture("11111111"), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "nan", "NA", "null"})
    void rowsWithoutANumberAsAccuracyAreCounted(String missing) throws IOException {
        AccuracyTable table = table("genome,accuracy,note\n01201201,0.5,\n11111111," + missing + ",failed\n");
        assertEquals("1 known accuracy from known.csv, 1 row without an accuracy", table.description());
        assertThrows(UserError.class, () -> table.score(architecture("11111111"), 1));
    }

    @Test
    void repeatedRowsAreCounted() throws IOException {
        AccuracyTable table = table("genome,accuracy\n01201201,0.5\n11111111,0.6\n01201201,0.5\n01201201,0.50\n");
        assertEquals("2 known accuracies from known.csv, 2 repeated rows", table.description());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.5", "1"})
    void accuraciesThatAreAllEqualAreRefused(String constant) {
        UserError e = assertThrows(
                UserError.class,
                () -> table("genome,accuracy\n01201201," + constant + "\n11111111," + constant + "\n"));
        assertTrue(e.getMessage().contains("distinguish no networks"), e.text());
    }

    @Test
    void aMissingFileAndABinaryOneAreRefused() throws IOException {
        assertThrows(UserError.class, () -> AccuracyTable.read(temp.resolve("absent.csv"), space));
        Path binary = Files.write(temp.resolve("x.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThrows(UserError.class, () -> AccuracyTable.read(binary, space));
        assertThrows(UserError.class, () -> table(""));
    }
}
