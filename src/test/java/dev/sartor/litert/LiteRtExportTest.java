package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Op;
import dev.sartor.network.Precision;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.NominalRanges;
import dev.sartor.network.quantisation.WeightGranularity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiteRtExportTest {
    /** The network of the committed file. */
    private static final Network GOLDEN = NetworkSamples.classifier("ir_r1_k3_s2_e1_c8_se0.25_nhs");

    private static byte[] bytes(Network network) {
        return LiteRtExport.bytes(
                network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)), LiteRtMetadata.none());
    }

    private static LiteRtModel model(Network network) {
        return ModelFormat.read(ByteBuffer.wrap(bytes(network)));
    }

    /** The content of the committed file. */
    static byte[] golden() {
        var metadata = new LiteRtMetadata(
                "A sample",
                "1",
                List.of("cat", "dog", "elk", "fox", "gnu"),
                List.of(0.5f, 0.4f, 0.3f),
                List.of(0.25f, 0.2f, 0.1f));
        return LiteRtExport.bytes(
                GOLDEN, ReferenceInterpreter.randomWeights(GOLDEN, new SplittableRandom(1)), metadata);
    }

    @Test
    void theFileIsTheCommittedOne() throws IOException {
        try (var committed = LiteRtExportTest.class.getResourceAsStream("classifier.tflite")) {
            assertArrayEquals(committed.readAllBytes(), golden());
        }
    }

    @Test
    void operationsAndTensorsAreThoseOfTheNetwork() {
        LiteRtModel model = model(GOLDEN);
        assertEquals(
                List.of(
                        "CONV_2D [1, 15, 13, 3] [1, 8, 7, 16]",
                        "HARD_SWISH [1, 8, 7, 16] [1, 8, 7, 16]",
                        "CONV_2D [1, 8, 7, 16] [1, 8, 7, 16]",
                        "HARD_SWISH [1, 8, 7, 16] [1, 8, 7, 16]",
                        // an even height: the padding of SAME would begin one row later
                        "PAD [1, 8, 7, 16] [1, 9, 9, 16]",
                        "DEPTHWISE_CONV_2D [1, 9, 9, 16] [1, 4, 4, 16]",
                        "HARD_SWISH [1, 4, 4, 16] [1, 4, 4, 16]",
                        "MEAN [1, 4, 4, 16] [1, 1, 1, 16]",
                        "CONV_2D [1, 1, 1, 16] [1, 1, 1, 8]",
                        "CONV_2D [1, 1, 1, 8] [1, 1, 1, 16]",
                        "ADD [1, 1, 1, 16] [1, 1, 1, 16]",
                        "MUL [1, 1, 1, 16] [1, 1, 1, 16]",
                        "MUL [1, 4, 4, 16] [1, 4, 4, 16]",
                        "CONV_2D [1, 4, 4, 16] [1, 4, 4, 8]",
                        "CONV_2D [1, 4, 4, 8] [1, 4, 4, 24]",
                        "HARD_SWISH [1, 4, 4, 24] [1, 4, 4, 24]",
                        "MEAN [1, 4, 4, 24] [1, 1, 1, 24]",
                        "CONV_2D [1, 1, 1, 24] [1, 1, 1, 20]",
                        "HARD_SWISH [1, 1, 1, 20] [1, 1, 1, 20]",
                        "FULLY_CONNECTED [1, 1, 1, 20] [1, 5]"),
                model.operations().stream()
                        .map(o -> o.operator() + " "
                                + model.tensors().get(o.inputs().getFirst()).shape() + " "
                                + model.tensors().get(o.output()).shape())
                        .toList());
        assertEquals(
                List.of("input", "output"),
                Stream.concat(model.inputs().stream(), model.outputs().stream())
                        .map(t -> model.tensors().get(t).name())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void everyTensorIsWrittenBeforeItIsRead(Network network) {
        LiteRtModel model = model(network);
        boolean[] exists = new boolean[model.tensors().size()];
        model.inputs().forEach(t -> exists[t] = true);
        for (int i = 0; i < exists.length; i++) {
            exists[i] |= model.tensors().get(i).data().isPresent();
        }
        for (LiteRtOperation o : model.operations()) {
            o.inputs().forEach(t -> assertTrue(exists[t], o.toString()));
            assertTrue(!exists[o.output()], o.toString());
            exists[o.output()] = true;
        }
        model.outputs().forEach(t -> assertTrue(exists[t]));
        assertEquals(
                model.tensors().size(),
                model.tensors().stream().map(LiteRtTensor::name).distinct().count());
    }

    @Test
    void aFloatStemIsQuantisedAfterIt() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s1_e1_c16_nre");
        BatchNormFolding folded =
                BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)));
        LiteRtModel model = NetworkConversion.of(NetworkQuantiser.quantise(
                folded, NominalRanges.of(folded.network()), WeightGranularity.PER_CHANNEL, Precision.FP32));
        assertEquals(
                List.of(
                        "CONV_2D FLOAT32 FLOAT32",
                        "HARD_SWISH FLOAT32 FLOAT32",
                        "QUANTIZE FLOAT32 INT8",
                        "CONV_2D INT8 INT8"),
                model.operations().stream()
                        .map(o -> o.operator() + " "
                                + model.tensors().get(o.inputs().getFirst()).type() + " "
                                + model.tensors().get(o.output()).type())
                        .limit(4)
                        .toList());
        assertEquals(
                List.of("input", "output"),
                Stream.concat(model.inputs().stream(), model.outputs().stream())
                        .map(t -> model.tensors().get(t).name())
                        .toList());
        assertEquals(
                model.tensors().size(),
                model.tensors().stream().map(LiteRtTensor::name).distinct().count());
    }

    @Test
    void anActivationIsFusedOnlyIfNothingElseReadsItsInput() {
        Shape shape = new Shape(4, 3, 3);
        List<Layer> layers = List.of(
                new Layer(0, "input", new Op.Input(), List.of(), shape),
                // Op.Conv: channels in and out, kernel size, stride, groups, bias
                new Layer(1, "conv", new Op.Conv(4, 4, 1, 1, 1, true), List.of(0), shape),
                new Layer(2, "relu", new Op.Activate(Op.Function.RELU), List.of(1), shape),
                new Layer(3, "sum", new Op.Add(), List.of(1, 2), shape),
                new Layer(4, "relu6", new Op.Activate(Op.Function.RELU6), List.of(3), shape));
        assertEquals(
                List.of("CONV_2D", "RELU", "ADD"),
                model(new Network("branches", layers, List.of())).operations().stream()
                        .map(o -> o.operator().name())
                        .toList());
        assertEquals(
                List.of("CONV_2D", "RELU", "ADD", "RELU6"),
                model(new Network("two outputs", layers, List.of(), List.of(3, 4))).operations().stream()
                        .map(o -> o.operator().name())
                        .toList());
    }

    @Test
    void aBatchNormThatCannotBeFoldedIsRefused() {
        Shape shape = new Shape(4, 3, 3);
        Network network = new Network(
                "norm first",
                List.of(
                        new Layer(0, "input", new Op.Input(), List.of(), shape),
                        new Layer(1, "norm", new Op.BatchNorm(4), List.of(0), shape)),
                List.of());
        UserError e = assertThrows(UserError.class, () -> bytes(network));
        assertEquals("LiteRT has no operator for batch normalisation", e.getMessage());
        assertEquals("layer norm", e.where());
        assertTrue(e.fix().contains("after a convolution"), e.fix());
    }

    @Test
    void weightsBeyondTheLimitOfTheFormatAreRefused() {
        LiteRtExport.requireFits("net", 1L << 30);
        UserError e = assertThrows(UserError.class, () -> LiteRtExport.requireFits("net", 1L << 31));
        assertTrue(e.getMessage().startsWith("the weights take 2147483648 bytes"), e.getMessage());
        assertTrue(e.fix().contains(".onnx"), e.fix());
    }

    @Test
    void weightsOfTheWrongSizeAreRefused() {
        Weights weights = Weights.initial(GOLDEN, new SplittableRandom(7));
        var wrong = new HashMap<>(weights.tensors());
        wrong.put("head.classifier.weight", new float[3]);
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> LiteRtExport.bytes(GOLDEN, new Weights(wrong), LiteRtMetadata.none()));
        assertEquals("head.classifier.weight has 3 values instead of 100", e.getMessage());
    }

    @Test
    void aFileOfAnotherFormatIsNotRead() {
        byte[] bytes = bytes(GOLDEN);
        // the identifier of the format
        Arrays.fill(bytes, 4, 8, (byte) 'x');
        var e = assertThrows(IllegalArgumentException.class, () -> ModelFormat.read(ByteBuffer.wrap(bytes)));
        assertEquals("The file has not the identifier TFL3", e.getMessage());
    }
}
