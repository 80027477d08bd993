package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which layers form one operation, and which tensors are in memory while it runs. The arguments of {@code liveValues} and {@code
 * isReady} are the set of completed operations, one bit for each, and an operation.
 */
class FusedOperationsTest {
    /** Values of one channel. */
    private static final int PLANE = 4 * 4;

    private static final Shape SMALL = new Shape(1, 4, 4);
    private static final Shape WIDE = new Shape(3, 4, 4);
    // Op.Conv: channels in and out, kernel size, stride, groups, bias
    private static final Op TO_WIDE = new Op.Conv(1, 3, 1, 1, 1, false);
    private static final Op TO_SMALL = new Op.Conv(3, 1, 1, 1, 1, false);
    private static final Op RELU = new Op.Activate(Op.Function.RELU);

    private final List<Layer> layers =
            new ArrayList<>(List.of(new Layer(0, "input", new Op.Input(), List.of(), SMALL)));

    /** Appends a layer and returns its id. */
    private int add(Op op, Shape shape, Integer... inputs) {
        layers.add(new Layer(layers.size(), "l" + layers.size(), op, List.of(inputs), shape));
        return layers.size() - 1;
    }

    /** A network with one segment of all layers up to an id. */
    private Network network(int to, Integer... outputs) {
        var segment = new Segment(
                BlockStrings.parse("cn_r1_k1_s1_c1_nre"),
                1,
                to,
                List.of(new Segment.Input(0, SMALL)),
                layers.get(to - 1).output());
        return new Network("test", layers, List.of(segment), List.of(outputs));
    }

    private FusedOperations operations(Integer... outputs) {
        Network network = network(layers.size(), outputs);
        return FusedOperations.of(network, network.segments().getFirst());
    }

    @Test
    void aConvolutionAndTheActivationFunctionsAfterItAreOneOperation() {
        int conv = add(TO_WIDE, WIDE, 0);
        int norm = add(new Op.BatchNorm(3), WIDE, conv);
        int act = add(RELU, WIDE, norm);
        FusedOperations operations = operations(add(new Op.Dropout(0.1), WIDE, act));
        assertEquals(1, operations.count());
        assertEquals((1 + 3) * PLANE, operations.liveValues(0, 0));
    }

    @Test
    void aFunctionOfTheSegmentsInputIsAnOperationThatOverwritesIt() {
        FusedOperations operations = operations(add(RELU, SMALL, 0));
        assertEquals(1, operations.count());
        assertEquals(PLANE, operations.liveValues(0, 0));
    }

    @Test
    void aFunctionIsAnOperationIfItsInputIsReadTwice() {
        int conv = add(TO_WIDE, WIDE, 0);
        int act = add(RELU, WIDE, conv);
        FusedOperations operations = operations(add(new Op.Add(), WIDE, act, conv));
        assertEquals(3, operations.count());
        assertEquals(2 * 3 * PLANE, operations.liveValues(0b001, 1), "the convolution's output is read again");
        assertEquals(2 * 3 * PLANE, operations.liveValues(0b011, 2), "the sum overwrites one of its inputs");
    }

    @Test
    void aFunctionIsAnOperationIfItsInputIsAnOutputOfTheNetwork() {
        int conv = add(TO_WIDE, WIDE, 0);
        FusedOperations operations = operations(conv, add(RELU, WIDE, conv));
        assertEquals(2, operations.count());
        assertEquals(2 * 3 * PLANE, operations.liveValues(0b01, 1), "the output is kept");
    }

    @Test
    void aTensorThatALaterSegmentReadsIsNotOverwritten() {
        int a = add(TO_WIDE, WIDE, 0);
        int b = add(TO_WIDE, WIDE, 0);
        int sum = add(new Op.Add(), WIDE, a, b);
        int end = layers.size();
        add(new Op.Concat(), new Shape(9, 4, 4), sum, a, b);
        Network network = network(end, end);
        FusedOperations operations =
                FusedOperations.of(network, network.segments().getFirst());
        assertEquals(3, operations.count());
        assertEquals(3 * 3 * PLANE, operations.liveValues(0b011, 2));
    }

    @Test
    void theInputRemainsInMemoryWhileItWillBeRead() {
        int a = add(TO_WIDE, WIDE, 0);
        int b = add(TO_SMALL, SMALL, a);
        FusedOperations operations = operations(add(new Op.Add(), SMALL, b, 0));
        assertEquals((1 + 3) * PLANE, operations.liveValues(0b000, 0));
        assertEquals((1 + 3 + 1) * PLANE, operations.liveValues(0b001, 1));
        assertEquals(2 * PLANE, operations.liveValues(0b011, 2));
    }

    @Test
    void theInputIsKeptIfItIsAnOutput() {
        int a = add(TO_WIDE, WIDE, 0);
        FusedOperations operations = operations(0, add(TO_SMALL, SMALL, a));
        assertEquals((1 + 3 + 1) * PLANE, operations.liveValues(0b01, 1));
    }

    @Test
    void onlyAnInputOfTheSizeOfTheOutputIsOverwritten() {
        int a = add(TO_WIDE, WIDE, 0);
        int pool = add(new Op.GlobalAveragePool(), new Shape(3, 1, 1), a);
        FusedOperations scale = operations(add(new Op.Scale(), WIDE, a, pool));
        assertEquals(3 * PLANE + 3, scale.liveValues(0b011, 2), "the factors are read, the first input is overwritten");
    }

    @Test
    void aConvolutionNeverOverwritesItsInput() {
        FusedOperations operations = operations(add(new Op.Conv(1, 1, 3, 1, 1, false), SMALL, 0));
        assertEquals(2 * PLANE, operations.liveValues(0, 0));
    }

    @Test
    void anOperationIsReadyOnceItsInputsAreWritten() {
        int a = add(TO_WIDE, WIDE, 0);
        int b = add(TO_WIDE, WIDE, 0);
        FusedOperations operations = operations(add(new Op.Add(), WIDE, a, b));
        assertTrue(operations.isReady(0b000, 0));
        assertTrue(operations.isReady(0b000, 1));
        assertFalse(operations.isReady(0b000, 2));
        assertFalse(operations.isReady(0b001, 2));
        assertFalse(operations.isReady(0b010, 2));
        assertTrue(operations.isReady(0b011, 2));
        assertFalse(operations.isReady(0b011, 1), "it is done");
    }

    @Test
    void theLastUseOfAnOutputIsTheEndOfTheNetwork() {
        int a = add(TO_WIDE, WIDE, 0);
        int b = add(TO_SMALL, SMALL, a);
        int c = add(new Op.Add(), SMALL, b, 0);
        Network network = network(layers.size(), a, c);
        assertEquals(
                List.of(3, 4, 3, 4),
                Arrays.stream(FusedOperations.lastUse(network)).boxed().toList());
    }

    @Test
    void aSegmentHasAtMost63Tensors() {
        for (int i = 0; i < 62; i++) {
            add(new Op.Conv(1, 1, 1, 1, 1, false), SMALL, i);
        }
        assertEquals(62, operations(62).count());
        add(new Op.Conv(1, 1, 1, 1, 1, false), SMALL, 62);
        assertThrows(IllegalArgumentException.class, () -> operations(63));
    }
}
