package dev.sartor.executor.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.TinyDataset;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.QuantisedWeights;
import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PostTrainingQuantisationTest {

    /** A convolution, ReLU, mean and a linear layer. */
    private static BatchNormFolding network() {
        var layers = List.of(
                new Layer(0, "input", new Op.Input(), List.of(), new Shape(2, 8, 8)),
                // Op.Conv: channels in and out, kernel size, stride, groups, bias
                new Layer(1, "conv", new Op.Conv(2, 4, 3, 1, 1, true), List.of(0), new Shape(4, 8, 8)),
                new Layer(2, "act", new Op.Activate(Op.Function.RELU), List.of(1), new Shape(4, 8, 8)),
                new Layer(3, "pool", new Op.GlobalAveragePool(), List.of(2), new Shape(4, 1, 1)),
                new Layer(4, "head", new Op.Linear(4, 3), List.of(3), new Shape(3, 1, 1)));
        Network network = new Network("small", layers, List.of());
        return new BatchNormFolding(network, Weights.initial(network, new SplittableRandom(3)));
    }

    private static QuantisedNetwork quantise(Dataset dataset, int images, WeightGranularity granularity) {
        try (Executor executor = new Executor(1)) {
            return PostTrainingQuantisation.quantise(
                    executor,
                    network(),
                    dataset,
                    dataset.normalisation(),
                    1,
                    new QuantisationOptions(images, RangeMethod.MSE, granularity));
        }
    }

    @Test
    void tooFewCalibrationImagesAreRefused() {
        Dataset small = TinyDataset.of(QuantisationOptions.MIN_IMAGES - 1, 3);
        UserError error = assertThrows(UserError.class, () -> quantise(small, 256, WeightGranularity.PER_CHANNEL));
        assertTrue(error.getMessage().startsWith("15 images are too few"), error.text());
        assertThrows(
                IllegalArgumentException.class,
                () -> new QuantisationOptions(15, RangeMethod.MSE, WeightGranularity.PER_CHANNEL));
    }

    @Test
    void theSameImagesGiveTheSameNetwork() {
        Dataset dataset = TinyDataset.of(60, 3);
        assertEquals(
                quantise(dataset, 30, WeightGranularity.PER_CHANNEL),
                quantise(dataset, 30, WeightGranularity.PER_CHANNEL));
    }

    @Test
    void weightsHaveAScaleForEachChannelOrOneForTheTensor() {
        Dataset dataset = TinyDataset.of(60, 3);
        assertEquals(
                4,
                quantise(dataset, 30, WeightGranularity.PER_CHANNEL)
                        .weights()
                        .get("conv")
                        .scales()
                        .length);
        assertEquals(
                1,
                quantise(dataset, 30, WeightGranularity.PER_TENSOR)
                        .weights()
                        .get("conv")
                        .scales()
                        .length);
    }

    @Test
    void aNetworkWhoseSumsExceed32BitsIsRefused() {
        int inputs = 70_000;
        var layers = List.of(
                new Layer(0, "input", new Op.Input(), List.of(), new Shape(inputs, 1, 1)),
                new Layer(1, "head", new Op.Linear(inputs, 1), List.of(0), new Shape(1, 1, 1)));
        byte[] values = new byte[inputs];
        Arrays.fill(values, (byte) 127);
        var tensor = new TensorQuantisation(1, 0);
        var wide = new QuantisedNetwork(
                new Network("wide", layers, List.of()),
                List.of(tensor, tensor),
                Map.of("head", new QuantisedWeights(values, new float[] {1}, new int[1])));
        UserError error = assertThrows(UserError.class, () -> PostTrainingQuantisation.requireSmallSums(wide));
        // 70,000 weights of 127 times inputs of 255
        assertTrue(error.getMessage().contains("2266950000"), error.text());
        assertTrue(error.text().contains("layer head of wide"), error.text());
        try (Executor executor = new Executor(1)) {
            assertThrows(IllegalArgumentException.class, () -> new Simulator(executor, wide, 1));
        }
    }

    @Test
    void theLossCountsRightAndChangedAnswers() {
        Dataset dataset = TinyDataset.of(60, 3);
        try (Executor executor = new Executor(1)) {
            QuantisedNetwork quantised = quantise(dataset, 30, WeightGranularity.PER_CHANNEL);
            QuantisationLoss loss = QuantisationLoss.of(
                    executor, network(), quantised, dataset.task(), dataset.test(), dataset.normalisation());
            assertEquals(30, loss.images());
            assertTrue(loss.changed() <= 2, loss.toString());
            assertTrue(Math.abs(loss.fp32Right() - loss.int8Right()) <= loss.changed(), loss.toString());
        }
    }
}
