package dev.sartor.executor.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.Executor;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.memory.ExecutionMode;
import dev.sartor.executor.memory.ExecutionSteps;
import dev.sartor.executor.memory.MemoryPlan;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.plan.TestNetworks;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DropPathTest {
    private static final int IMAGES = 40;
    private static final Weights NONE = new Weights(Map.of());
    private final Executor executor = new Executor(2);
    private final Value branch = value(1);
    private final Value shortcut = value(2);
    private final Value output = value(0);
    private final Sum sum = new Sum(
            List.of(
                    // NodeInput: value, how its gradient is written, whether no other node reads the value
                    new NodeInput(branch, NodeInput.GradientMode.STORE, true),
                    new NodeInput(shortcut, NodeInput.GradientMode.STORE, true)),
            output,
            // DropPath: rate, number of the branch
            new DropPath(0.75, 3),
            executor.kernels());

    private Value value(float content) {
        var value = new Value(
                new Shape(3, 2, 2), new ActivationTransform(3, ActivationFunction.LINEAR), executor.kernels());
        var memory = new MemoryPlan();
        value.requestMemory(new MemoryRequests(
                memory, new ExecutionSteps(1, ExecutionMode.TRAINING), 0, IMAGES, Chunk.count(IMAGES)));
        memory.allocate(executor.arrayPool());
        Arrays.fill(value.raw.data(), content);
        return value;
    }

    private Pass trainingPass() {
        return pass(true);
    }

    private Pass inferencePass() {
        return pass(false);
    }

    private Pass pass(boolean training) {
        long seed = 5;
        return new Pass(executor, IMAGES, training, seed, NONE);
    }

    /** The first channel of the first pixel of an image, which has 2 x 2 pixels. */
    private float firstOf(Value value, int image) {
        return value.rawAt(0, image * 4).data()[value.rawAt(0, image * 4).offset()];
    }

    /** The gradient of the first channel of the last pixel of an image. */
    private float gradient(Value value, int image) {
        return value.gradientAt(0, image * 4 + 3)
                .data()[value.gradientAt(0, image * 4 + 3).offset()];
    }

    @Test
    void forwardAndBackwardPassKeepTheBranchOfTheSameImages() {
        var pass = trainingPass();
        sum.forward(pass);
        Arrays.fill(
                output.gradient().data(),
                output.gradient().offset(),
                output.gradient().blockOffset(1),
                1);
        sum.backward(pass);
        int kept = 0;
        for (int i = 0; i < IMAGES; i++) {
            // the branch is 1, the shortcut 2
            float factor = firstOf(output, i) - 2;
            assertTrue(factor == 0 || factor == 4, "scaled by 1 / (1 - 0.75): " + factor);
            assertEquals(factor, gradient(branch, i));
            assertEquals(1, gradient(shortcut, i));
            kept += factor == 0 ? 0 : 1;
        }
        assertTrue(kept > 2 && kept < 20, "about a quarter of 40: " + kept);
        executor.close();
    }

    @Test
    void inferenceKeepsEveryBranch() {
        sum.forward(inferencePass());
        IntStream.range(0, IMAGES).forEach(i -> assertEquals(1 + 2, firstOf(output, i)));
        executor.close();
    }

    @Test
    void branchesAreDroppedIndependently() {
        long different = IntStream.range(0, 1000)
                // factor: seed, image
                .filter(i -> new DropPath(0.5, 3).factor(9, i) != new DropPath(0.5, 4).factor(9, i))
                .count();
        assertEquals(500, different, 60);
    }

    @Test
    void theRateRisesWithDepth() {
        // TestNetworks.of: input, channels and stride of the stem, classes, blocks
        Network network = TestNetworks.of(new Shape(1, 8, 8), 8, 1, 3, "ir_r4_k3_s1_e2_c8_nre");
        double[] rates = network.layers().stream()
                .filter(l -> l.op() instanceof Op.Add)
                .mapToDouble(l -> DropPath.of(network, l, 0.4).rate())
                .toArray();
        assertEquals(
                List.of(0.0, 0.1, 0.2, 0.30000000000000004),
                Arrays.stream(rates).boxed().toList());
    }
}
