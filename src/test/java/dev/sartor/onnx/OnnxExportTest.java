package dev.sartor.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Op;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
    private static final String IR = "ir_r1_k3_s1_e6_c16_nr6";

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void exportedNetworksPassTheCheckerAndShapeInference(Network network) {
        Weights weights = ReferenceInterpreter.randomWeights(network, new SplittableRandom(1));
        assertSound(network, weights);
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        assertSound(folded.network(), folded.weights());
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#segments")
    void everyExtractedSegmentIsExportedCorrectly(Network segment) {
        assertSound(segment, Weights.initial(segment, new SplittableRandom(2)));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetIsExportedCorrectly(Network network) {
        BatchNormFolding folded = BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(3)));
        assertSound(folded.network(), folded.weights());
    }

    static Stream<Network> presets() {
        return Presets.all().stream().map(p -> Lowering.lower(p.architecture()));
    }

    @Test
    void theCheckerRefusesABrokenModel() throws InvalidProtocolBufferException {
        ModelProto.Builder broken = ModelProto.parseFrom(bytes(NetworkSamples.classifier(IR))).toBuilder();
        broken.getGraphBuilder().getNodeBuilder(0).setInput(0, "nowhere");
        assertThrows(
                RuntimeException.class, () -> OnnxChecker.check(broken.build().toByteArray()));
    }

    @Test
    void theTestNetworksContainEveryOperationAndActivationFunction() {
        Set<String> operations = NetworkSamples.all()
                .flatMap(n -> n.layers().stream())
                .map(l -> l.op().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> functions = NetworkSamples.all()
                .flatMap(n -> n.layers().stream())
                .map(Layer::op)
                .filter(Op.Activate.class::isInstance)
                .map(op -> ((Op.Activate) op).function().name())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names(Op.class.getPermittedSubclasses()), operations);
        assertEquals(
                Stream.of(Op.Function.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)),
                functions);
    }

    private static Set<String> names(Class<?>[] classes) {
        return Stream.of(classes).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void equalNetworksWeightsAndMetadataGiveEqualBytes() {
        Network network = NetworkSamples.classifier(IR);
        Weights weights = Weights.initial(network, new SplittableRandom(4));
        var one = new OnnxMetadata(Map.of("a", "1", "b", "2", "c", "3"));
        var same = OnnxMetadata.none().with("c", "3").with("b", "2").with("a", "1");
        assertArrayEquals(OnnxExport.bytes(network, weights, one), OnnxExport.bytes(network, weights.copy(), same));
    }

    @Test
    void theModelContainsVersionsMetadataAndInput() throws InvalidProtocolBufferException {
        Network network = NetworkSamples.classifier(IR);
        var metadata = OnnxMetadata.none()
                .withBlocks(List.of(IR, "id_r1_s1_c16"))
                .withClasses(List.of("cat", "two\nlines"))
                .withNormalisation(new float[] {0.5f, 0.25f}, new float[] {1, 2});
        ModelProto model = ModelProto.parseFrom(
                OnnxExport.bytes(network, Weights.initial(network, new SplittableRandom(5)), metadata));
        assertEquals(17, model.getOpsetImport(0).getVersion());
        assertEquals(8, model.getIrVersion());
        assertEquals("sartor", model.getProducerName());
        assertEquals(
                Map.of(
                        "blocks",
                        IR + "|id_r1_s1_c16",
                        "classes",
                        "cat\ntwo lines",
                        "normalisation.mean",
                        "0.5,0.25",
                        "normalisation.deviation",
                        "1.0,2.0"),
                model.getMetadataPropsList().stream().collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue())));
        var input = model.getGraph().getInput(0);
        assertEquals("input", input.getName());
        assertEquals("N", input.getType().getTensorType().getShape().getDim(0).getDimParam());
    }

    @Test
    void dropoutAndFoldedBatchNormsAreNotExported() throws InvalidProtocolBufferException {
        Network network = NetworkSamples.classifier(IR);
        assertTrue(network.layers().stream().anyMatch(l -> l.op() instanceof Op.Dropout));
        BatchNormFolding folded = BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(6)));
        List<String> operators = ModelProto.parseFrom(
                        OnnxExport.bytes(folded.network(), folded.weights(), OnnxMetadata.none()))
                .getGraph()
                .getNodeList()
                .stream()
                .map(NodeProto::getOpType)
                .toList();
        assertFalse(operators.contains("Dropout"));
        assertFalse(operators.contains("BatchNormalization"));
        assertEquals(1, operators.stream().filter("Flatten"::equals).count());
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void modelsOfBasicOperatorsAreValidAndHaveNoHardActivations(Network network) throws InvalidProtocolBufferException {
        byte[] model = OnnxExport.bytes(
                network,
                Weights.initial(network, new SplittableRandom(8)),
                OnnxMetadata.none(),
                ActivationOperators.BASIC);
        OnnxChecker.check(model);
        for (NodeProto node : ModelProto.parseFrom(model).getGraph().getNodeList()) {
            assertFalse(node.getOpType().startsWith("Hard"), node.getName());
        }
    }

    @Test
    void weightsOfTheWrongSizeAreRefused() {
        Network network = NetworkSamples.classifier(IR);
        Weights weights = Weights.initial(network, new SplittableRandom(7));
        var wrong = new HashMap<>(weights.tensors());
        wrong.put("stem.conv.weight", new float[3]);
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> OnnxExport.bytes(network, new Weights(wrong), OnnxMetadata.none()));
        assertTrue(e.getMessage().startsWith("stem.conv.weight has 3 values"), e.getMessage());
    }

    private static byte[] bytes(Network network) {
        return OnnxExport.bytes(network, Weights.initial(network, new SplittableRandom(0)), OnnxMetadata.none());
    }

    private static void assertSound(Network network, Weights weights) {
        byte[] model = OnnxExport.bytes(network, weights, OnnxMetadata.none());
        OnnxChecker.check(model);
        Map<String, List<Long>> shapes = OnnxChecker.shapes(model);
        boolean classifies = network.layers().getLast().op() instanceof Op.Linear;
        for (Layer layer : network.layers().subList(1, network.layers().size())) {
            boolean last = layer.id() == network.layers().size() - 1;
            List<Long> inferred = shapes.get(last ? "output" : layer.name());
            if (!(layer.op() instanceof Op.Dropout)) {
                Shape s = layer.output();
                List<Long> image = List.of(-1L, (long) s.channels(), (long) s.height(), (long) s.width());
                boolean flat = classifies && inferred.size() == 2;
                assertEquals(flat ? image.subList(0, 2) : image, inferred, layer.name());
                assertTrue(!last || !classifies || flat, "a classifier's output is N x classes");
            }
        }
    }
}
