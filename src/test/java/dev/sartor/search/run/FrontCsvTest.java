package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Costs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrontCsvTest {
    private static final String BLOCKS = "cn_r1_k3_s1_c8_nre|ds_r1_k3_s2_c16_nre";

    /** @param weightBytes 4 for each of the 100 parameters in fp32 */
    private static Trial trial(int id, double score, long weightBytes, Map<String, Double> latencyMs) {
        return new Trial(
                id,
                0,
                Trial.Origin.RANDOM,
                "0",
                List.of(BLOCKS.split("\\|")),
                new Costs(1000, 100, 50, weightBytes, new TreeMap<>(latencyMs)),
                true,
                Optional.empty(),
                OptionalDouble.of(score));
    }

    private static List<String> lines(Optional<EvaluationSet> images, Trial... front) {
        return FrontCsv.format(List.of(front), EvaluationMetric.ACCURACY, images)
                .lines()
                .toList();
    }

    @Test
    void eachLatencyTableHasAColumn() {
        assertEquals(
                List.of(
                        "id,accuracy,latency_ms:cpu,latency_ms:phone,macs,params,peak_activation_bytes,architecture",
                        "7,0.75,1.5,9.25,1000,100,50," + BLOCKS,
                        "3,0.5,1.0,8.0,1000,100,50," + BLOCKS),
                lines(
                        Optional.empty(),
                        trial(7, 0.75, 400, Map.of("phone", 9.25, "cpu", 1.5)),
                        trial(3, 0.5, 400, Map.of("phone", 8.0, "cpu", 1.0))));
    }

    @Test
    void anAccuracyFromImagesHasItsIntervalAndTheLargestClass() {
        List<String> lines = lines(Optional.of(new EvaluationSet(100, 0.25)), trial(7, 0.5, 400, Map.of()));
        assertEquals(
                "id,accuracy,accuracy_low,accuracy_high,largest_class_share,macs,params,peak_activation_bytes,architecture",
                lines.get(0));
        assertEquals("7,0.5,0.4038,0.5962,0.25,1000,100,50," + BLOCKS, lines.get(1));
    }

    @Test
    void theWeightsOfNetworksThatAreNotInFp32HaveAColumn() {
        assertEquals(
                List.of(
                        "id,accuracy,macs,params,peak_activation_bytes,weight_bytes,architecture",
                        "7,0.5,1000,100,50,120," + BLOCKS),
                lines(Optional.empty(), trial(7, 0.5, 120, Map.of())));
    }

    @Test
    void anEmptyFrontHasAHeader() {
        assertEquals(List.of("id,accuracy,macs,params,peak_activation_bytes,architecture"), lines(Optional.empty()));
    }
}
