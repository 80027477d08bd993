package dev.sartor.device.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.machine.AllowedProcessors;
import dev.sartor.device.onnxruntime.InProcessDevice;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.ExecutionProvider;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.network.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DevicesTest {
    @Test
    void theCpuProviderIsAlwaysAvailable() {
        assertTrue(Devices.available().contains(ExecutionProvider.CPU));
    }

    @Test
    void aMissingProviderIsReportedWithTheAvailableOnes() {
        List<ExecutionProvider> missing = Arrays.stream(ExecutionProvider.values())
                .filter(p -> !Devices.available().contains(p))
                .toList();
        assumeTrue(!missing.isEmpty(), "this build offers every provider");
        for (ExecutionProvider provider : missing) {
            var e = assertThrows(
                    // InProcessSpec: provider, threads, batch size, precision
                    UserError.class, () -> Devices.open(new InProcessSpec(provider, 1, 1, Precision.FP32)));
            assertTrue(e.getMessage().contains("'" + provider.token() + "'"), e.text());
            assertTrue(e.fix().contains("cpu"), e.text());
        }
    }

    @Test
    void aProviderThatDoesNotStartIsReportedWithTheRuntimesReason() {
        assumeTrue(!Devices.available().contains(ExecutionProvider.CUDA), "it would start");
        var spec = new InProcessSpec(ExecutionProvider.CUDA, 1, 1, Precision.FP32);
        var e = assertThrows(UserError.class, () -> new InProcessDevice(spec, Path.of("/"), System::nanoTime).close());
        assertTrue(e.getMessage().startsWith("ONNX Runtime does not start its provider 'cuda': "), e.text());
        assertEquals("device 'cuda,threads=1'", e.where());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
    }

    @Test
    void moreThreadsThanProcessorsAreRefused() {
        var e = assertThrows(UserError.class, () -> Devices.open(DeviceSpec.parse("cpu,threads=4096")));
        assertTrue(e.fix().contains("at most " + Runtime.getRuntime().availableProcessors()), e.text());
    }

    @Test
    void theDescriptionIsCompleteAndSurvivesJson() {
        DeviceDescription description;
        try (Device device = Devices.open(DeviceSpec.parse("cpu,threads=1,batch=2"))) {
            description = device.description();
        }
        assertEquals(DeviceSpec.parse("cpu,threads=1,batch=2"), description.device());
        assertEquals("ONNX Runtime", description.runtime().name());
        assertTrue(
                description.runtime().version().matches("\\d+\\.\\d+\\.\\d+"),
                description.runtime().version());
        assertTrue(
                description.runtime().build().matches("[0-9a-f]{40}"),
                description.runtime().build());
        assertEquals("none", description.settings().get("spinning"));
        assertTrue(description.machine().memoryBytes() > 0);
        var json = JsonMapper.builder().build();
        assertEquals(description, json.readValue(json.writeValueAsString(description), DeviceDescription.class));
    }

    @Test
    void eachAdditionalThreadIsBoundToOneProcessor() {
        assumeTrue(AllowedProcessors.read(Path.of("/")).processors().size() >= 2);
        try (Device device = Devices.open(DeviceSpec.parse("cpu,threads=2"))) {
            assertEquals(
                    AllowedProcessors.read(Path.of("/")).processors().get(1).toString(),
                    device.description().settings().get("further threads on processors"));
        }
        try (Device device = Devices.open(DeviceSpec.parse("cpu,threads=1"))) {
            assertFalse(device.description().settings().containsKey("further threads on processors"));
        }
    }
}
