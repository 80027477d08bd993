package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Costs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialJsonTest {
    // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
    private static final Trial MEASURED = new Trial(
            1,
            0,
            Trial.Origin.RANDOM,
            "0-2-1",
            List.of("ir_r1_k3_s2_e6_c24_nr6", "ds_r1_k3_s1_c16_nr"),
            // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
            new Costs(300_774_272L, 3_504_872L, 4_816_896L, new TreeMap<>(Map.of("phone", 12.25, "cpu", 1.1))),
            true,
            Optional.empty(),
            OptionalDouble.of(0.9125));
    private static final Trial BEYOND = new Trial(
            2,
            1,
            Trial.Origin.OFFSPRING,
            "1-2-1",
            List.of("id_r1_s1_c16"),
            new Costs(1, 2, 3, new TreeMap<>()),
            false,
            Optional.empty(),
            OptionalDouble.empty());

    @Test
    void linesEqualThoseOfTheGoldenFile() throws IOException {
        assertEquals(
                golden(),
                TrialJson.format(MEASURED, EvaluationMetric.ACCURACY) + "\n"
                        + TrialJson.format(BEYOND, EvaluationMetric.ACCURACY) + "\n");
    }

    @Test
    void theGoldenFileIsReadBack() throws IOException {
        assertEquals(
                List.of(MEASURED, BEYOND),
                golden().lines()
                        .map(l -> TrialJson.parse(l, EvaluationMetric.ACCURACY))
                        .toList());
    }

    @Test
    void weightsThatAreNotInFp32HaveTheirBytes() {
        // Costs: MACs, parameters, peak bytes of activations, bytes of weights, latencies in ms by table
        Costs int8 = new Costs(1, 200, 3, 240, new TreeMap<>());
        Trial trial = new Trial(
                2, 1, Trial.Origin.OFFSPRING, "1", List.of(), int8, false, Optional.empty(), OptionalDouble.empty());
        String line = TrialJson.format(trial, EvaluationMetric.ACCURACY);
        assertTrue(line.contains("\"peakActivationBytes\":3,\"weightBytes\":240,\"latencyMs\":{}"), line);
        assertEquals(trial, TrialJson.parse(line, EvaluationMetric.ACCURACY));
        assertThrows(
                IllegalArgumentException.class,
                () -> TrialJson.parse(line.replace("240", "800"), EvaluationMetric.ACCURACY),
                "without the key, the bytes are four for each parameter");
    }

    @Test
    void aScoreIsWrittenUnderItsOwnName() {
        EvaluationMetric score = EvaluationMetric.named("most-params").orElseThrow();
        Trial trial = MEASURED.withScore(OptionalDouble.of(1234.5));
        String line = TrialJson.format(trial, score);
        assertTrue(line.endsWith(",\"most-params\":1234.5}"), line);
        assertEquals(trial, TrialJson.parse(line, score));
        assertThrows(IllegalArgumentException.class, () -> TrialJson.parse(line, EvaluationMetric.ACCURACY));
        assertThrows(
                IllegalArgumentException.class,
                () -> TrialJson.parse(TrialJson.format(MEASURED, EvaluationMetric.ACCURACY), score));
    }

    // EvaluationSet: images, share of the largest class
    private static final Optional<EvaluationSet> IMAGES = Optional.of(new EvaluationSet(80, 0.25));

    @Test
    void anAccuracyFromImagesHasTheirNumberItsIntervalAndTheLargestClass() {
        String line = TrialJson.format(MEASURED, EvaluationMetric.ACCURACY, IMAGES);
        assertTrue(
                line.endsWith(
                        ",\"accuracy\":0.9125,\"images\":80,\"interval\":[0.8302,0.957],\"largestClassShare\":0.25}"),
                line);
        assertEquals(MEASURED, TrialJson.parse(line, EvaluationMetric.ACCURACY));
        assertEquals(
                TrialJson.format(BEYOND, EvaluationMetric.ACCURACY),
                TrialJson.format(BEYOND, EvaluationMetric.ACCURACY, IMAGES),
                "no accuracy beyond the limits");
        for (String edited : List.of(
                line.replace("0.957]", "0.958]"),
                line.replace(":80", ":81"),
                line.replace(":80", ":0"),
                line.replace(":80", ":null"),
                line.replace(",\"images\":80", ""),
                line.replace("0.25}", "0}"),
                line.replace("0.25}", "1.25}"),
                line.replace("0.25}", "0.250}"),
                line.replace("0.25}", "null}"),
                line.replace(",\"images\":80,\"interval\":[0.8302,0.957]", ""))) {
            assertThrows(
                    IllegalArgumentException.class, () -> TrialJson.parse(edited, EvaluationMetric.ACCURACY), edited);
        }
    }

    @Test
    void linesOfEarlierVersionsWithoutTheLargestClassAreRead() {
        String line = TrialJson.format(MEASURED, EvaluationMetric.ACCURACY, IMAGES);
        assertEquals(
                MEASURED, TrialJson.parse(line.replace(",\"largestClassShare\":0.25", ""), EvaluationMetric.ACCURACY));
    }

    @Test
    void thePredictionOfATrialIsWrittenBeforeItsScore() {
        Trial trial = new Trial(
                3,
                2,
                Trial.Origin.OFFSPRING,
                "0-2-1",
                List.of(),
                MEASURED.costs(),
                true,
                // PredictedScore: mean, standard deviation
                Optional.of(new PredictedScore(0.9, 0.125)),
                OptionalDouble.of(0.9125));
        String line = TrialJson.format(trial, EvaluationMetric.ACCURACY);
        assertTrue(line.endsWith(",\"expected\":{\"mean\":0.9,\"deviation\":0.125},\"accuracy\":0.9125}"), line);
        assertEquals(trial, TrialJson.parse(line, EvaluationMetric.ACCURACY));
        assertThrows(
                IllegalArgumentException.class,
                () -> TrialJson.parse(line.replace("0.125", "-1"), EvaluationMetric.ACCURACY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[1]", "\u0000\u0000", "{\"id\":1}"})
    void linesOfAnotherFormatAreRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> TrialJson.parse(line, EvaluationMetric.ACCURACY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '^',
            value = {
                "\"id\":1>\"id\":0",
                "\"id\":1>\"id\":\"x\"",
                "0.9125>1.5",
                "0.9125>0.91250",
                "random>magic",
                "true>1",
                "\"id\":>\"id\" :",
                "300774272>-1",
                "\"macs\">\"makes\"",
                "9125}>9125}}",
                "12.25>\"NaN\""
            })
    void alteredLinesAreRefused(String from, String to) {
        String altered = TrialJson.format(MEASURED, EvaluationMetric.ACCURACY).replace(from, to);
        assertNotEquals(TrialJson.format(MEASURED, EvaluationMetric.ACCURACY), altered);
        assertThrows(
                IllegalArgumentException.class, () -> TrialJson.parse(altered, EvaluationMetric.ACCURACY), altered);
    }

    @Test
    void aTruncatedLineIsRefused() {
        String line = TrialJson.format(MEASURED, EvaluationMetric.ACCURACY);
        for (int end = 0; end < line.length(); end++) {
            String cut = line.substring(0, end);
            assertThrows(IllegalArgumentException.class, () -> TrialJson.parse(cut, EvaluationMetric.ACCURACY), cut);
        }
    }

    private static String golden() throws IOException {
        try (var in = TrialJsonTest.class.getResourceAsStream("trials.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
