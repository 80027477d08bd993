package dev.sartor.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @Test
    void durationsAndPercentagesAreParsed() {
        var durations = new DurationConverter();
        assertEquals(Duration.ofMinutes(5), durations.convert("5m"));
        assertEquals(Duration.ofSeconds(90), durations.convert("90"));
        assertEquals(Duration.ofMinutes(90), durations.convert("1.5h"));
        assertEquals(0.01, new PercentConverter().convert("1%"));
        assertEquals(0.005, new PercentConverter().convert("0.5 %"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5 weeks", "-3s", "0m", "NaN"})
    void invalidDurationsAreRejected(String text) {
        assertThrows(TypeConversionException.class, () -> new DurationConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.01", "101%", "-1%"})
    void invalidPercentagesAreRejected(String text) {
        assertThrows(TypeConversionException.class, () -> new PercentConverter().convert(text));
    }
}
