package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Presets;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilingModelsTest {
    private static final InProcessSpec INT8 = (InProcessSpec) DeviceSpec.parse("cpu,precision=int8");

    @Test
    void anInt8FileIsAboutAQuarterOfAnFp32File() {
        Network network = Lowering.lower(Presets.byName("mobilenet-v2").withWidth(0.5));
        double fp32 = ProfilingModels.of(Precision.FP32).apply(network).length;
        double int8 = ProfilingModels.of(Precision.INT8).apply(network).length;
        // a quarter of the weights, and biases in 32 bits
        assertTrue(int8 < 0.28 * fp32, int8 / fp32 + " of the fp32 file");
        assertArrayEquals(
                ProfilingModels.of(Precision.INT8).apply(network),
                ProfilingModels.of(Precision.INT8).apply(network));
    }

    /** The kinds of units in the shipped space: each runs, and every convolution with integers. */
    @Test
    void onnxRuntimeComputesAllConvolutionsOfInt8UnitsWithIntegers() {
        SearchSpace space = SpaceFile.find("small-28", Path.of("search-spaces"));
        try (var device = (NodeTimingDevice) Devices.open(INT8)) {
            Set<String> kinds = new HashSet<>();
            for (Unit unit : space.units()) {
                // one unit of each kind with h-swish, and one without
                if (!kinds.add(
                        unit.segment().kind() + unit.segment().part().toString().contains("HSWISH"))) {
                    continue;
                }
                Network network = unit.network();
                List<String> nodes =
                        // nodeTimes: model, runs that are discarded, timed runs
                        device.nodeTimes(ProfilingModels.of(Precision.INT8).apply(network), 0, 1).getFirst().stream()
                                .map(n -> n.nodeName())
                                .toList();
                // a convolution of floats would need the node that converts its input from integers
                network.layers().stream()
                        .filter(l -> l.op() instanceof Op.Conv)
                        .map(l -> network.layer(l.inputs().getFirst()).name() + ".dequantised")
                        .forEach(
                                d -> assertTrue(nodes.stream().noneMatch(n -> n.equals(d)), unit.key() + ": " + nodes));
            }
            assertTrue(kinds.size() >= 3, kinds.toString());
        }
    }

    /** Shuffled channels, concatenations, fused and separate activations. */
    @ParameterizedTest
    @ValueSource(strings = {"mobilenet-v3-small", "efficientnet-b0", "fbnet-c", "mobiledet-dsp"})
    void presetsOfAllBlockKindsAreExportedInInt8(String preset) {
        Network network = Lowering.lower(Presets.byName(preset).withWidth(0.25));
        // at least one byte for each parameter
        assertTrue(ProfilingModels.of(Precision.INT8).apply(network).length > network.params());
    }
}
