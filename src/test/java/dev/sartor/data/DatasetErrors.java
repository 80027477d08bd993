package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.nio.file.Path;

/** Assertions about errors when a data set is opened. */
final class DatasetErrors {
    private DatasetErrors() {}

    /** Asserts that opening the data set fails with an error of three lines that contains all these phrases. */
    static UserError assertOpeningFails(String spec, DatasetOptions options, String... phrases) {
        UserError error = assertThrows(UserError.class, () -> Datasets.open(spec, options));
        assertEquals(3, error.text().lines().count(), error.text());
        assertFalse(error.fix().isBlank(), error.text());
        assertEquals(UserError.ExitCode.USAGE, error.exitCode());
        for (String phrase : phrases) {
            assertTrue(error.text().contains(phrase), () -> "'" + phrase + "' is missing in: " + error.text());
        }
        return error;
    }

    static UserError assertOpeningFails(Path folder, String... phrases) {
        return assertOpeningFails(folder.toString(), DatasetOptions.defaults(), phrases);
    }
}
