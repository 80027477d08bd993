package dev.sartor.device.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesPatternTest {
    private static double[] times(String pattern, String output) throws ShellCommand.Failure {
        return new TimesPattern(Pattern.compile(pattern, Pattern.MULTILINE), 1).timesMs(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "took ([0-9.]+) | took 5,3 ms | 5,3",
                "took ([0-9]+) | took 5.3 ms | 5.3",
                "took ([0-9.]+) | took 5.3e-2 s | 5.3e-2",
                "([0-9]+) ms | took 5.3 ms | 5.3",
                "took ([0-9]) | took 53 ms | 53"
            })
    void aMatchOfOnlyAPartOfANumberIsRefusedWithTheWholeNumber(String pattern, String output, String number) {
        ShellCommand.Failure e = assertThrows(ShellCommand.Failure.class, () -> times(pattern, output));
        assertTrue(e.getMessage().contains("of the number '" + number + "'"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "took ([0-9.]+) ms | took 5.3 ms, 2 runs | 5.3",
                "took ([0-9.,]+) ms | took 5,3 ms | 5.3",
                "([0-9.]+) | 1.5,2.5,3.5 | 1.5 2.5 3.5",
                "time: ([0-9.]+) | time: 12. | 12",
                "([0-9.e-]+) ms | 5.3e-2 ms | 0.053",
                "run1: ([0-9.]+) | run1: 4.5 | 4.5"
            })
    void wholeNumbersAreRead(String pattern, String output, String expected) throws ShellCommand.Failure {
        assertArrayEquals(
                Arrays.stream(expected.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray(),
                times(pattern, output));
    }

    @ParameterizedTest
    @CsvSource({"took 0.0053 s, s", "took 5300 us, us", "took 5300 µs, us", "took 5300ns, ns", "took 2 seconds, s"})
    void aTimeThatIsPrintedInAnotherUnitIsRefused(String output, String unit) {
        ShellCommand.Failure e = assertThrows(ShellCommand.Failure.class, () -> times("took ([0-9.]+)", output));
        assertTrue(e.getMessage().endsWith("write unit: " + unit), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"took 5 ms", "took 5 milliseconds", "took 5", "took 5 steps", "took 5 s/run", "took 5; s"})
    void aTimeInTheUnitOrWithoutOneIsRead(String output) throws ShellCommand.Failure {
        assertArrayEquals(new double[] {5}, times("took ([0-9.]+)", output));
    }

    @Test
    void theErrorSaysIfANumberMayHaveAThousandsSeparator() {
        ShellCommand.Failure e =
                assertThrows(ShellCommand.Failure.class, () -> times("took ([0-9.,]+) ms", "took 1,234 ms"));
        assertTrue(e.getMessage().startsWith("'1,234' may be a number with a decimal comma"), e.getMessage());
    }
}
