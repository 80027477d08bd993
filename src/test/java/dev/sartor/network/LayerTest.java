package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayerTest {
    private static final Shape SHAPE = new Shape(8, 5, 3);

    private static Layer layer(Op op) {
        return new Layer(1, "x", op, List.of(0), SHAPE);
    }

    @Test
    void aLayerReadsOnlyLayersBeforeIt() {
        assertThrows(IllegalArgumentException.class, () -> new Layer(1, "x", new Op.Add(), List.of(0, 1), SHAPE));
        assertThrows(IllegalArgumentException.class, () -> new Layer(1, "x", new Op.Add(), List.of(-1), SHAPE));
        List<Integer> inputs = new ArrayList<>(List.of(0));
        Layer layer = new Layer(1, "x", new Op.Add(), inputs, SHAPE);
        inputs.add(7);
        assertEquals(List.of(0), layer.inputs());
    }

    @Test
    void aConvolutionHasOneMacForEachWeightAndPosition() {
        // Op.Conv: channels in and out, kernel size, stride, groups, bias
        Layer layer = layer(new Op.Conv(4, 8, 3, 1, 2, true));
        assertEquals(8 * 2 * 9, layer.weights());
        assertEquals(8 * 2 * 9 * 5 * 3, layer.macs());
        assertEquals(8 * 2 * 9 + 8, layer.params());
        assertEquals(
                List.of(List.of(8, 2, 3, 3), List.of(8)),
                layer.parameters().stream().map(Parameter::dims).toList());
        assertEquals(
                List.of("x.weight", "x.bias"),
                layer.parameters().stream().map(Parameter::name).toList());
    }

    @Test
    void aLinearLayerHasOneMacForEachWeight() {
        Layer layer = new Layer(1, "x", new Op.Linear(7, 5), List.of(0), new Shape(5, 1, 1));
        assertEquals(35, layer.weights());
        assertEquals(35, layer.macs());
        assertEquals(40, layer.params());
    }

    @Test
    void theRunningStatisticsOfBatchNormAreNotCountedAsParams() {
        Layer layer = layer(new Op.BatchNorm(8));
        assertEquals(16, layer.params());
        assertEquals(4, layer.parameters().size());
        assertEquals(0, layer.macs());
        assertEquals(0, layer.weights());
    }

    @Test
    void macsBeyondTheRangeOfLongAreTheLargestLong() {
        // 2^40 weights at 2^23 positions
        assertEquals(Long.MAX_VALUE, macs(new Op.Conv(1 << 20, 1 << 20, 1, 1, 1, false), 1 << 11, 1 << 12));
        assertEquals(Long.MAX_VALUE, macs(new Op.Conv(1 << 20, 1 << 20, 31, 1, 1, false), 1 << 20, 1 << 20));
        assertEquals(1L << 62, macs(new Op.Conv(1 << 20, 1 << 20, 1, 1, 1, false), 1 << 11, 1 << 11));
    }

    private static long macs(Op op, int height, int width) {
        return new Layer(1, "x", op, List.of(0), new Shape(1 << 20, height, width)).macs();
    }

    @Test
    void everyOperationHasAKind() {
        Stream.of(Op.Function.values())
                .forEach(f -> assertEquals(
                        f.name().replace('_', '-'),
                        layer(new Op.Activate(f)).kind().toUpperCase(Locale.ROOT)));
        assertEquals(
                List.of(
                        "input",
                        "conv-1x1",
                        "conv-dw-5x5",
                        "conv-g4-3x3",
                        "batch-norm",
                        "add",
                        "scale",
                        "concat",
                        "channel-shuffle",
                        "average-pool",
                        "max-pool",
                        "global-average-pool",
                        "linear",
                        "dropout"),
                Stream.of(
                                new Op.Input(),
                                new Op.Conv(8, 8, 1, 1, 1, false),
                                new Op.Conv(8, 8, 5, 1, 8, false),
                                new Op.Conv(8, 8, 3, 1, 4, false),
                                new Op.BatchNorm(8),
                                new Op.Add(),
                                new Op.Scale(),
                                new Op.Concat(),
                                new Op.Shuffle(2),
                                new Op.AveragePool(3, 2),
                                new Op.MaxPool(3, 2),
                                new Op.GlobalAveragePool(),
                                new Op.Linear(8, 8),
                                new Op.Dropout(0.1))
                        .map(op -> layer(op).kind())
                        .toList());
    }

    @Test
    void aConvolutionIsDepthwiseIfEveryChannelIsAGroup() {
        assertTrue(new Op.Conv(8, 8, 3, 1, 8, false).depthwise());
        assertEquals(
                List.of(false, false, false),
                Stream.of(
                                new Op.Conv(1, 1, 3, 1, 1, false),
                                new Op.Conv(8, 16, 3, 1, 8, false),
                                new Op.Conv(8, 8, 3, 1, 4, false))
                        .map(Op.Conv::depthwise)
                        .toList());
        assertTrue(new Op.Conv(8, 8, 1, 1, 1, false).pointwise());
        assertEquals(
                List.of(false, false),
                Stream.of(new Op.Conv(8, 8, 1, 1, 2, false), new Op.Conv(8, 8, 3, 1, 1, false))
                        .map(Op.Conv::pointwise)
                        .toList());
    }

    @Test
    void aParameterOfMoreThanTwoGibibytesHasNoArray() {
        var largest = new Parameter("x.weight", Parameter.Role.WEIGHT, List.of(1 << 15, 1 << 14));
        assertEquals(1 << 29, largest.arraySize());
        var larger = new Parameter("x.weight", Parameter.Role.WEIGHT, List.of((1 << 15) + 1, 1 << 14));
        assertThrows(UserError.class, larger::arraySize);
    }
}
