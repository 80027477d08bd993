package dev.sartor.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.accuracy.EvaluationMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.38412,0.384",
        "12.345,12.3",
        "1239.6,1240",
        "0.00012345,0.000123",
        "-0.5,-0.500",
        "12,12.0",
        "0.9,0.900",
        "99.96,100"
    })
    void numbersHaveThreeSignificantDigits(double value, String text) {
        assertEquals(text, ReportNumbers.significant(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "96,96",
        "999,999",
        "1000,1.00 k",
        "312400,312 k",
        "999999,1.00 M",
        "11800000,11.8 M",
        "568740000,569 M",
        "1500000000,1.50 G"
    })
    void countsHaveAUnit(long count, String text) {
        assertEquals(text, ReportNumbers.count(count).replace('\u00a0', ' '));
    }

    @ParameterizedTest
    @CsvSource({"12,12 B", "151552,148 KiB", "1205862,1.15 MiB", "3221225472,3.00 GiB"})
    void bytesHaveAUnit(long bytes, String text) {
        assertEquals(text, ReportNumbers.bytes(bytes).replace('\u00a0', ' '));
    }

    @Test
    void scoresAndHypervolumesOfAnySizeAreShort() {
        EvaluationMetric score = EvaluationMetric.named("most-macs").orElseThrow();
        assertEquals("512.30", ReportNumbers.score(score, 512.3));
        assertEquals("8.69\u00a0M", ReportNumbers.score(score, 8_690_848));
        assertEquals("92.81\u00a0%", ReportNumbers.score(EvaluationMetric.ACCURACY, 0.9281));
        assertEquals("0.7312", ReportNumbers.hypervolume(0.73124));
        assertEquals("4.00\u00a0M", ReportNumbers.hypervolume(4_002_357.4402));
    }

    @Test
    void aChangeThatRoundsToNothingHasNoSign() {
        assertEquals("+1.9\u00a0%", ReportNumbers.signedPercent(0.0194, 1));
        assertEquals("−0.4\u00a0%", ReportNumbers.signedPercent(-0.0042, 1));
        assertEquals("0.0\u00a0%", ReportNumbers.signedPercent(-0.0001, 1));
    }

    @Test
    void percentagesHaveAFixedNumberOfDecimals() {
        assertEquals("92.80\u00a0%", ReportNumbers.percent(0.928, 2));
    }

    @Test
    void coordinatesHaveAtMostOneDecimal() {
        assertEquals("12.3", ReportNumbers.coordinate(12.34));
        assertEquals("7", ReportNumbers.coordinate(6.96));
        assertEquals("-0.5", ReportNumbers.coordinate(-0.5));
        assertEquals("0", ReportNumbers.coordinate(-0.01));
    }
}
