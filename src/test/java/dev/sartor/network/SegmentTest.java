package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentTest {
    private static final Shape SHAPE = new Shape(8, 4, 4);
    private static final int VALUES = 8 * 16;

    @Test
    void theSegmentsAreTheStemTheBlocksAndTheHead() {
        Network network = NetworkSamples.classifierWithHiddenNorm(
                "ir_r1_k3_s2_e3_c24_nre", "id_r1_s1_c24", "uir_r1_k0_s1_e2_c24_nre");
        List<Segment> segments = network.segments();
        assertEquals(
                List.of("stem", "ir", "id", "uir", "head"),
                segments.stream().map(Segment::kind).toList());
        assertEquals("head_c24_hbn20_nhs_o5@24x4x4", segments.getLast().key());
        assertTrue(segments.get(2).isEmpty());
        for (Segment s : segments) {
            assertEquals(
                    List.of(new Segment.Input(
                            s.from() - 1, network.layer(s.from() - 1).output())),
                    s.inputs());
            if (s.part() instanceof Head.Classifier) {
                continue;
            }
            assertEquals(s.part(), PartStrings.parse(s.text()));
        }
    }

    @Test
    void consecutiveSegmentsCanBeExtracted() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nre", "uir_r1_a3_k5_s1_e4_c24_nre");
        Network cut = network.extract(network.segments().subList(1, 3));
        assertEquals(network.segments().get(1).key(), cut.name());
        assertEquals(
                List.of(1, cut.segments().getFirst().to()),
                cut.segments().stream().map(Segment::from).toList());
        assertEquals(network.segments().get(2).output(), cut.output());
        assertEquals(
                network.segments().subList(1, 3).stream().map(Segment::key).toList(),
                cut.segments().stream().map(Segment::key).toList());
    }

    /** A network whose stem is also read by the second of two blocks, with two outputs, like a feature pyramid. */
    private static Network branched() {
        // Stem: kernel size, stride, channels, activation
        var stem = new Stem(3, 1, 8, Activation.RELU);
        Block block = BlockStrings.parse("cn_r1_k1_s1_c8_nre");
        // Op.Conv: channels in and out, kernel size, stride, groups, bias
        var conv = new Op.Conv(8, 8, 1, 1, 1, false);
        List<Layer> layers = List.of(
                new Layer(0, "input", new Op.Input(), List.of(), SHAPE),
                new Layer(1, "a", conv, List.of(0), SHAPE),
                new Layer(2, "b", conv, List.of(1), SHAPE),
                new Layer(3, "c", conv, List.of(2), SHAPE),
                new Layer(4, "d", new Op.Add(), List.of(3, 1), SHAPE));
        return new Network(
                "branched",
                layers,
                List.of(
                        // Segment: part, first layer, end, inputs, output
                        new Segment(stem, 1, 2, List.of(new Segment.Input(0, SHAPE)), SHAPE),
                        new Segment(block, 2, 3, List.of(new Segment.Input(1, SHAPE)), SHAPE),
                        new Segment(
                                block, 3, 5, List.of(new Segment.Input(2, SHAPE), new Segment.Input(1, SHAPE)), SHAPE)),
                List.of(2, 4));
    }

    @Test
    void peakMemoryIncludesTensorsThatAreReadLater() {
        Network n = branched();
        assertEquals(2 * VALUES * 4, PeakMemory.bytes(n, n.segments().get(0), 1, Precision.FP32));
        // the stem's output remains in memory for the last segment
        assertEquals(2 * VALUES * 4, PeakMemory.bytes(n, n.segments().get(1), 1, Precision.FP32));
        // both inputs, of which the first is an output of the network, and the output of a convolution
        assertEquals(3 * VALUES * 4, PeakMemory.bytes(n, n.segments().get(2), 1, Precision.FP32));
        assertEquals("cn_r1_k1_s1_c8_nre@8x4x4+8x4x4", n.segments().get(2).key());
    }

    @Test
    void severalOutputsAreKeptByFoldingAndRefusedWhereOneIsRequired() {
        Network n = branched();
        BatchNormFolding folded = BatchNormFolding.of(n, Weights.initial(n, new SplittableRandom(1)));
        assertEquals(List.of(2, 4), folded.network().outputs());
        assertThrows(IllegalStateException.class, n::output);
        assertThrows(
                IllegalArgumentException.class, () -> n.extract(n.segments().get(2)));
    }

    @Test
    void aSegmentMustListItsInputs() {
        Network n = branched();
        // relocate: first layer, end, new ids
        List<Segment> wrong = List.of(n.segments().get(2).relocate(3, 5, i -> 2));
        assertThrows(IllegalArgumentException.class, () -> new Network("wrong", n.layers(), wrong, List.of(4)));
        assertThrows(IllegalArgumentException.class, () -> new Network("wrong", n.layers(), List.of(), List.of()));
    }
}
