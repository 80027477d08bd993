package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inference of inverted residuals that computes the inner tensor one group of channels at a time. */
class GroupedInferenceTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1,5", "2,1", "2,5", "3,1", "3,17", "4,5", "7,2", "1000,5"})
    void inferenceInAnyNumberOfGroupsEqualsTheReference(int groups, int images) {
        // expanded to 120, 132 and 160 channels: whole panels of 32 channels, and remainders of one and two blocks
        // TestNetworks.of: input, channels and stride of the stem, classes, blocks
        Network network = TestNetworks.of(
                new Shape(3, 14, 11),
                20,
                1,
                7,
                "ir_r1_k3_s1_e6_c20_nr6",
                "ir_r1_k5_s2_e6.6_c40_nhs",
                "ir_r1_k3_s1_e4_c40_nre",
                "ir_r1_k3_s1_e4_c24_se0.25_nre");
        Weights weights = TestNetworks.randomWeights(network, 1);
        double[] input = TestNetworks.randomValues(images * network.input().size(), 2);
        double[] expected =
                ReferenceExecutor.inference(network, weights, images).forward(input);
        try (var executor = new Executor(2);
                var inference = new Inference(executor, network, weights, images, groups)) {
            double distance = TestNetworks.distance(inference.run(TestNetworks.floats(input), images), expected);
            assertTrue(distance < 3e-5, "off by " + distance);
        }
    }

    /** By the formula of arXiv 1801.04381, section 5.1, only the memory of the inner tensor depends on the groups, by 1 / groups. */
    @ParameterizedTest
    @CsvSource({"2,1", "4,1", "8,1", "2,5", "4,5", "8,5"})
    void memoryFallsByTheSizeOfTheOtherGroups(int groups, int images) {
        Network network = block("ir_r1_k3_s1_e8_c48_nr6");
        // the block expands 32 channels by 8, on 24 x 20 pixels
        long inner = 256 * 24 * 20 * Float.BYTES;
        // the plan holds up to four images; of more than four, each thread computes one in its own scratch memory
        long held = images == 1 ? inner : 5 * inner;
        long gapsBetweenBlocks = 256 * Float.BYTES;
        assertEquals(
                held - held / groups,
                peakBytes(network, images, 1) - peakBytes(network, images, groups),
                gapsBetweenBlocks);
    }

    @Test
    void unequalGroupsNeedTheMemoryOfTheLargest() {
        // 128 channels are 4 panels: in three groups, 1, 1 and 2
        Network network = block("ir_r1_k3_s1_e4_c48_nr6");
        assertEquals(peakBytes(network, 1, 2), peakBytes(network, 1, 3));
        assertTrue(peakBytes(network, 1, 3) > peakBytes(network, 1, 4));
        assertEquals(peakBytes(network, 1, 4), peakBytes(network, 1, 5), "there are at most as many groups as panels");
    }

    @Test
    void fewerThanOneGroupIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> peakBytes(block("ir_r1_k3_s1_e4_c48_nr6"), 1, 0));
    }

    private static Network block(String text) {
        Network whole = TestNetworks.of(new Shape(3, 24, 20), 32, 1, 7, text);
        return whole.extract(whole.segments().get(1));
    }

    private static long peakBytes(Network network, int images, int groups) {
        try (var executor = new Executor(1);
                var inference =
                        new Inference(executor, network, TestNetworks.randomWeights(network, 1), images, groups)) {
            inference.run(
                    TestNetworks.floats(
                            TestNetworks.randomValues(images * network.input().size(), 2)),
                    images);
            return inference.peakBytes();
        }
    }
}
