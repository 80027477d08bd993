package dev.sartor.accuracy.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.math.SymmetricMatrix;
import dev.sartor.executor.Executor;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Units are here, as in the paper on NASWOT, the inputs of relus; an image switches a unit on if its value is positive. */
class NaswotTest {

    @Test
    void theKernelCountsTheUnitsOnWhichTwoImagesAgree() {
        double[][] kernel = new double[3][3];
        // which of its four units an image switches on: 1100, 1010, 1100; the first two images differ in two units
        Naswot.add(kernel, new float[] {1, 2, 0, -1, 0.5f, 0, 3, 0, 9, 9, -9, 0});
        assertArrayEquals(new double[] {4, 2, 4}, kernel[0]);
        assertArrayEquals(new double[] {2, 4, 2}, kernel[1]);
        Naswot.add(kernel, new float[] {1, 0, 1});
        assertArrayEquals(new double[] {5, 2, 5}, kernel[0]);
        assertArrayEquals(new double[] {2, 5, 2}, kernel[1]);
    }

    @Test
    void moreThan64UnitsAreCounted() {
        double[][] kernel = new double[2][2];
        float[] values = new float[2 * 130];
        for (int u = 0; u < 130; u += 2) {
            values[u] = 1;
        }
        Naswot.add(kernel, values);
        assertArrayEquals(new double[] {130, 65}, kernel[0]);
    }

    /** Three units; the inputs of the gate do not count as units. Images 0 and 1 switch on 110, image 2 switches on 011. */
    @Test
    void aNetworksScoreIsThatOfItsHiddenUnits() {
        Shape three = new Shape(3, 1, 1);
        var network = new Network(
                "n",
                List.of(
                        new Layer(0, "input", new Op.Input(), List.of(), three),
                        new Layer(1, "in", new Op.Linear(3, 3), List.of(0), three),
                        new Layer(2, "relu", new Op.Activate(Op.Function.RELU), List.of(1), three),
                        new Layer(3, "squeeze", new Op.Linear(3, 3), List.of(2), three),
                        new Layer(4, "gate", new Op.Activate(Op.Function.SIGMOID), List.of(3), three),
                        new Layer(5, "out", new Op.Scale(), List.of(2, 4), three)),
                List.of());
        float[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        var weights = new Weights(Map.of(
                "in.weight",
                identity,
                "in.bias",
                new float[3],
                "squeeze.weight",
                identity,
                "squeeze.bias",
                new float[3]));
        float[] images = {2, 0.5f, -1, 1, 3, 0, -2, 1, 0.5f};
        try (var executor = new Executor(1)) {
            // images 0 and 1 agree on all three units; each of them agrees with image 2 on one
            assertEquals(
                    SymmetricMatrix.logDeterminant(new double[][] {{3, 3, 1}, {3, 3, 1}, {1, 1, 3}}, 1e-9),
                    Naswot.of(executor, network, weights, images, 3),
                    1e-12);
            images[4] = -3;
            // now image 0 switches on 110, image 1 only 100: the determinant of {{3, 2, 1}, {2, 3, 0}, {1, 0, 3}}
            assertEquals(Math.log(3 * 9 - 2 * 6 - 3), Naswot.of(executor, network, weights, images, 3), 1e-12);
        }
    }

    @Test
    void networksThatDoNotDistinguishImagesHaveALowFiniteScore() {
        double[][] equal = new double[2][2];
        Naswot.add(equal, new float[] {1, 1, 0, 0, 1, 1, 0, 0});
        double[][] different = new double[2][2];
        Naswot.add(different, new float[] {1, 1, 0, 0, 1, 1, 0, 1});
        double score = SymmetricMatrix.logDeterminant(equal, 1e-9);
        assertTrue(Double.isFinite(score) && score < SymmetricMatrix.logDeterminant(different, 1e-9));
    }
}
