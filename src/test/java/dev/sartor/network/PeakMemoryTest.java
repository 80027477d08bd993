package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Presets;
import dev.sartor.arch.RandomBlocks;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In {@code PeakMemory.bytes}, the number before the precision is that of channel groups, which are computed one by one. */
class PeakMemoryTest {
    private static final int BYTES = 4;

    private static Network network(int channels, int size, String... blocks) {
        return Lowering.lower(new Architecture(
                "test",
                new Shape(3, size, size),
                // Stem: kernel size, stride, channels, activation
                new Stem(3, 1, channels, Activation.RELU6),
                Stream.of(blocks).map(BlockStrings::parse).toList(),
                new Head.Backbone()));
    }

    @Test
    void anInvertedResidualNeedsItsInputAndBothWideTensors() {
        Network n = network(16, 8, "ir_r1_k3_s1_e6_c16_nr6");
        assertEquals((16 + 96 + 96) * 64 * BYTES, PeakMemory.bytes(n, Precision.FP32));
    }

    @Test
    void withoutAResidualTheInputIsFreeWhileTheDepthwiseRuns() {
        Network n = network(16, 8, "ir_r1_k3_s1_e6_c24_nr6");
        assertEquals((96 + 96) * 64 * BYTES, PeakMemory.bytes(n, Precision.FP32));
    }

    @Test
    void channelGroupsLeaveOnlySlicesOfTheWideTensors() {
        Network n = network(16, 8, "ir_r1_k3_s2_e6_c24_nr6");
        Segment block = n.segments().get(1);
        // input, output, and slices of 96 / 4 = 24 channels before and after the depthwise convolution
        assertEquals((16 * 64 + 24 * 16 + 24 * 64 + 24 * 16) * BYTES, PeakMemory.bytes(n, block, 4, Precision.FP32));
        assertEquals((16 * 64 + 24 * 16 + 64 + 16) * BYTES, PeakMemory.bytes(n, block, 96, Precision.FP32));
    }

    @Test
    void theLastChannelGroupMayBeSmaller() {
        Network n = network(16, 8, "ir_r1_k3_s2_e6_c24_nr6");
        // 96 channels in 5 groups of up to 20
        assertEquals(
                (16 * 64 + 24 * 16 + 20 * 64 + 20 * 16) * BYTES,
                PeakMemory.bytes(n, n.segments().get(1), 5, Precision.FP32));
    }

    @Test
    void channelGroupsThatNeedMoreMemoryAreNotUsed() {
        Network n = network(16, 8, "ir_r1_k3_s1_e1_c24_nr6");
        // in two groups: input, output and two slices of 8 channels
        assertEquals((16 + 24) * 64 * BYTES, PeakMemory.bytes(n, n.segments().get(1), 2, Precision.FP32));
    }

    @Test
    void onlyInvertedResidualsWithoutSqueezeExciteHaveChannelGroups() {
        for (String block : List.of("ir_r1_k3_s2_e6_c24_se0.25_nr6", "er_r1_k3_s2_e6_c24_nr6")) {
            Network n = network(16, 8, block);
            Segment segment = n.segments().get(1);
            assertEquals(
                    PeakMemory.bytes(n, segment, 1, Precision.FP32), PeakMemory.bytes(n, segment, 8, Precision.FP32));
        }
        Network n = network(16, 8, "ir_r1_k3_s2_e6_c24_nr6");
        assertThrows(
                IllegalArgumentException.class,
                () -> PeakMemory.bytes(n, n.segments().get(1), 0, Precision.FP32));
    }

    @Test
    void aNetworkWithoutSegmentsNeedsItsInput() {
        Shape shape = new Shape(3, 5, 7);
        var input = new Layer(0, "input", new Op.Input(), List.of(), shape);
        assertEquals(3 * 5 * 7 * BYTES, PeakMemory.bytes(new Network("n", List.of(input), List.of()), Precision.FP32));
    }

    @Test
    void anEmptySegmentHoldsItsInput() {
        Network n = network(8, 8, "id_r1_s1_c8");
        assertEquals(8 * 64 * BYTES, PeakMemory.bytes(n, n.segments().get(1), 1, Precision.FP32));
    }

    @Test
    void mobileNetV2NeedsItsWidestExpansion() {
        Network n = Lowering.lower(Presets.byName("mobilenet-v2").architecture());
        // block 2: 16 channels at 112 expanded to 96, then strided to 56
        assertEquals((96 * 112 * 112 + 96 * 56 * 56) * BYTES, PeakMemory.bytes(n, Precision.FP32));
        // in groups, the first block's depthwise convolution at 112 is the peak
        assertEquals(2 * 32 * 112 * 112 * BYTES, PeakMemory.bytes(n, 6, Precision.FP32));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theBestOrderOfFusedOperationsNeedsAsMuchAsThatOfSingleLayers(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            Network n = network(8 * random.nextInt(1, 5), 8, BlockStrings.format(RandomBlocks.draw(random)));
            Segment block = n.segments().get(1);
            if (block.from() < block.to()) {
                // the simulation tries all orders of single layers; PeakMemory orders operations of fused layers
                assertEquals(
                        BufferSimulation.minimumPeak(n, block) * BYTES,
                        PeakMemory.bytes(n, block, 1, Precision.FP32),
                        "seed " + seed + " " + block.text());
            }
        }
    }

    @Test
    void identityBlocksNeedNoMoreMemory() {
        assertEquals(
                PeakMemory.bytes(network(8, 8, "ir_r1_k3_s1_e6_c8_nr6"), Precision.FP32),
                PeakMemory.bytes(network(8, 8, "ir_r1_k3_s1_e6_c8_nr6", "id_r1_s1_c8", "id_r1_s1_c8"), Precision.FP32));
    }
}
