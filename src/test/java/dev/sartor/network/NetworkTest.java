package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
    private static final Shape SHAPE = new Shape(2, 4, 4);
    // Op.Conv: channels in and out, kernel size, stride, groups, bias
    private static final Op CONV = new Op.Conv(2, 2, 1, 1, 1, false);

    private static Layer layer(int id, String name, Op op, Integer... inputs) {
        return new Layer(id, name, op, List.of(inputs), SHAPE);
    }

    private static Network network(List<Integer> outputs, Layer... layers) {
        return new Network("test", List.of(layers), List.of(), outputs);
    }

    private static final Layer INPUT = layer(0, "input", new Op.Input());

    @Test
    void layersAreNumberedAndNamedAndTheFirstIsTheInput() {
        assertThrows(IllegalArgumentException.class, () -> network(List.of(0), INPUT, layer(2, "a", CONV, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> network(List.of(0), INPUT, layer(1, "a", CONV, 0), layer(2, "a", CONV, 1)));
        assertThrows(IllegalArgumentException.class, () -> network(List.of(0), layer(0, "a", CONV)));
        assertThrows(
                IllegalArgumentException.class, () -> network(List.of(0), INPUT, layer(1, "second", new Op.Input())));
    }

    @Test
    void outputsAreLayers() {
        assertEquals(0, network(List.of(0), INPUT).outputLayer().id());
        assertThrows(IllegalArgumentException.class, () -> network(List.of(1), INPUT));
        assertThrows(IllegalArgumentException.class, () -> network(List.of(-1), INPUT));
        assertThrows(IllegalArgumentException.class, () -> network(List.of(), INPUT));
    }

    @Test
    void aSegmentReadsOnlyLayersBeforeIt() {
        var part = BlockStrings.parse("cn_r1_k1_s1_c2_nre");
        // Segment: part, first layer, end, inputs, output
        new Segment(part, 1, 1, List.of(new Segment.Input(0, SHAPE)), SHAPE);
        for (int layer : new int[] {-1, 1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Segment(part, 1, 2, List.of(new Segment.Input(layer, SHAPE)), SHAPE));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new Segment(part, 2, 1, List.of(new Segment.Input(0, SHAPE)), SHAPE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Segment(part, 0, 1, List.of(new Segment.Input(0, SHAPE)), SHAPE));
    }

    @Test
    void aTensorThatIsReadTwiceIsOneTensorInMemory() {
        Layer sum = layer(1, "sum", new Op.Add(), 0, 0);
        Network network = network(List.of(1), INPUT, sum);
        // two tensors of 2 x 4 x 4 floats
        assertEquals(2 * 2 * 16 * 4, network.activationBytes(sum, Precision.FP32));
    }

    @Test
    void aParameterTakesFourBytesInFp32() {
        Network convolution = network(List.of(1), INPUT, layer(1, "conv", CONV, 0));
        // 2 x 2 weights
        assertEquals(4 * 4, convolution.paramBytes(Precision.FP32));
        assertEquals("fp32", Precision.FP32.token());
        assertEquals(4, Precision.FP32.bytesPerValue());
    }

    @Test
    void aTensorThatOnlyALaterSegmentReadsStaysInMemory() {
        var part = BlockStrings.parse("cn_r1_k1_s1_c2_nre");
        var input = new Segment.Input(0, SHAPE);
        var first = new Segment(part, 1, 2, List.of(input), SHAPE);
        var second = new Segment(part, 2, 3, List.of(new Segment.Input(1, SHAPE)), SHAPE);
        var third = new Segment(part, 3, 4, List.of(input, new Segment.Input(2, SHAPE)), SHAPE);
        var network = new Network(
                "test",
                List.of(INPUT, layer(1, "a", CONV, 0), layer(2, "b", CONV, 1), layer(3, "c", new Op.Concat(), 0, 2)),
                List.of(first, second, third));
        // three tensors of 32 floats
        assertEquals(3 * 32 * 4, PeakMemory.bytes(network, second, 1, Precision.FP32), "the network's input too");
        assertEquals(3 * 32 * 4, PeakMemory.bytes(network, third, 1, Precision.FP32), "two inputs and the output");
    }

    static List<Network> samples() {
        return NetworkSamples.all().filter(n -> !n.segments().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void loweringASegmentGivesTheSameAsExtractingIt(Network network) {
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                Network alone = Lowering.lower(segment.part(), segment.input());
                Network extracted = network.extract(segment);
                assertEquals(alone.name(), extracted.name());
                assertEquals(withoutScopes(alone), withoutScopes(extracted));
            }
        }
    }

    private static List<Layer> withoutScopes(Network network) {
        return network.layers().stream()
                .map(l -> new Layer(
                        l.id(), l.name().substring(l.name().indexOf('.') + 1), l.op(), l.inputs(), l.output()))
                .toList();
    }

    private static Network classifier(double dropout, String... blocks) {
        return Lowering.lower(new Architecture(
                "test",
                SHAPE,
                // Stem: kernel size, stride, channels, activation
                new Stem(3, 1, 8, Activation.RELU),
                List.of(blocks).stream().map(BlockStrings::parse).toList(),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(0, 0, 5, Activation.RELU, dropout)));
    }

    @Test
    void layersAreNamedByTheirPart() {
        assertEquals(
                List.of(
                        "input",
                        "stem.conv",
                        "block1.conv",
                        "block2.conv",
                        "head.pool",
                        "head.dropout",
                        "head.classifier"),
                classifier(0.2, "cn_r1_k3_s1_c8_nre", "cn_r1_k1_s1_c8_nre").layers().stream()
                        .filter(l -> !(l.op() instanceof Op.BatchNorm || l.op() instanceof Op.Activate))
                        .map(Layer::name)
                        .toList());
    }

    @Test
    void withoutDropoutThereIsNoLayerForIt() {
        assertEquals(
                List.of(0L, 1L),
                List.of(
                        classifier(0, "cn_r1_k1_s1_c8_nre").layers().stream()
                                .filter(l -> l.op() instanceof Op.Dropout)
                                .count(),
                        classifier(0.1, "cn_r1_k1_s1_c8_nre").layers().stream()
                                .filter(l -> l.op() instanceof Op.Dropout)
                                .count()));
    }

    @Test
    void sizesOfLayersAreLimited() {
        // At most 2^40 values.
        int k = 1 << 10;
        new GraphBuilder(new Shape(1 << 20, k, k)).norm("x");
        assertThrows(IllegalArgumentException.class, () -> new GraphBuilder(new Shape(1 << 20, k, k + 1)).norm("x"));
        // At most 2^48 weights.
        new GraphBuilder(new Shape(1 << 24, 1, 1)).linear("x", 1 << 24);
        assertThrows(
                IllegalArgumentException.class,
                () -> new GraphBuilder(new Shape(1 << 24, 1, 1)).linear("x", (1 << 24) + 1));
        // At most 2^48 MACs.
        new GraphBuilder(new Shape(1 << 20, 16, 16)).conv("x", 1 << 20, 1, 1, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new GraphBuilder(new Shape(1 << 20, 16, 17)).conv("x", 1 << 20, 1, 1, 1));
    }

    @Test
    void sharesOfLayerKindsAreListedByDescendingMacs() {
        Network network = classifier(0, "ir_r1_k3_s1_e6_c8_nre", "cn_r1_k5_s1_c8_nre");
        List<CostShare> shares = CostShare.of(network);
        assertEquals(
                List.of("conv-5x5", "conv-1x1", "conv-dw-3x3", "conv-3x3", "linear"),
                shares.stream().map(CostShare::kind).toList());
        assertEquals(
                shares.stream()
                        .sorted(Comparator.comparingLong(CostShare::macs).reversed())
                        .toList(),
                shares);
        assertEquals(1, shares.stream().mapToDouble(CostShare::macsShare).sum(), 1e-12);
        assertEquals(1, shares.stream().mapToDouble(CostShare::weightsShare).sum(), 1e-12);
        assertEquals(8 * 8 * 25, shares.getFirst().weights());
    }
}
