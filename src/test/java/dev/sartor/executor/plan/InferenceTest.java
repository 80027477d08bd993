package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private static final Executor EXECUTOR = new Executor(2);
    /** Values of an image. */
    private static final int VALUES = 2 * 8 * 8;

    // TestNetworks.of: input, channels and stride of the stem, classes, blocks
    private final Network network = TestNetworks.of(
            new Shape(2, 8, 8),
            12,
            1,
            3,
            "ir_r1_k3_s2_e3_c20_se0.25_nhs",
            "er_r1_k3_s1_e2_c20_nr6",
            "ir_r1_k5_s1_e6_c20_nr6");
    private final Weights weights = TestNetworks.randomWeights(network, 1);

    @AfterAll
    static void close() {
        EXECUTOR.close();
    }

    @Test
    void anImageHasTheSameLogitsInAnyBatch() {
        int n = 70;
        float[] images = TestNetworks.floats(TestNetworks.randomValues(n * VALUES, 4));
        float[] all = Inference.logits(EXECUTOR, network, weights, images, n);
        for (int i : new int[] {0, 1, 63, 64, 69}) {
            float[] alone = Inference.logits(
                    EXECUTOR, network, weights, Arrays.copyOfRange(images, i * VALUES, (i + 1) * VALUES), 1);
            assertArrayEquals(Arrays.copyOfRange(all, 3 * i, 3 * i + 3), alone);
        }
    }

    @Test
    void aNetworkWithFoldedBatchNormsHasTheSameOutputs() {
        var folded = BatchNormFolding.of(network, weights);
        float[] images = TestNetworks.floats(TestNetworks.randomValues(5 * VALUES, 4));
        assertArrayEquals(
                Inference.logits(EXECUTOR, network, weights, images, 5),
                Inference.logits(EXECUTOR, folded.network(), folded.weights(), images, 5),
                2e-5f);
    }

    @Test
    void accuracyIsTheShareOfImagesWhoseClassHasTheLargestLogit() {
        Images images = TinyDataset.images(90, 6);
        // Dataset.of: name, classes, images for training, validation and test, whether images can be mirrored
        Dataset dataset = Dataset.of("tiny", List.of("a", "b", "c"), images, images, images, false);
        ClassificationMetrics score = Evaluation.score(EXECUTOR, network, weights, dataset, images);
        int[] shiftedByOne =
                Arrays.stream(images.labels()).map(l -> (l + 1) % 3).toArray();
        int[] shiftedByTwo =
                Arrays.stream(images.labels()).map(l -> (l + 2) % 3).toArray();
        double others = Evaluation.accuracy(
                        EXECUTOR, network, weights, dataset, new Images(images.shape(), images.pixels(), shiftedByOne))
                + Evaluation.accuracy(
                        EXECUTOR, network, weights, dataset, new Images(images.shape(), images.pixels(), shiftedByTwo));
        assertEquals(1, score.accuracy() + others, 1e-12, "every image is right for just one labelling");
        assertTrue(score.loss() > 0);
    }

    @Test
    void tooFewValuesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Inference.logits(EXECUTOR, network, weights, new float[VALUES - 1], 1));
    }
}
