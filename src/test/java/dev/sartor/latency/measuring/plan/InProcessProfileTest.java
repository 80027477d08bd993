package dev.sartor.latency.measuring.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Profiles real models on this machine; nothing is asserted that depends on the load of the machine. */
class InProcessProfileTest {
    @TempDir
    Path folder;

    @Test
    void everyUnitOfASpaceIsMeasuredAndTheCertificateIsComplete() throws InterruptedException, IOException {
        SearchSpace space = TinyLatencySpace.read();
        // ProfilingOptions: method, networks for the calibration, held-out networks, protocol
        var options = new ProfilingOptions(
                new ChainDifference(), 16, 9, MeasurementProtocol.standard().withRounds(2));
        ProfilingPlan plan = ProfilingPlan.of(List.of(space), options, 1);
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            LatencyTable table = new Profiler(device, Instant::now, System::nanoTime, MeasurementListener.SILENT)
                    .profile(plan, folder.resolve("mine.csv"));
            assertEquals(plan.allUnits().size(), table.units().size());
            assertTrue(
                    table.certificate().refused().isEmpty(),
                    table.certificate().refused().toString());
            PredictionQuality quality = table.certificate().heldOutQuality().orElseThrow();
            assertTrue(quality.prediction().mape() < 0.3, quality.prediction().toString());
            assertTrue(DeviceDifferences.isSameKind(table.certificate().device(), device.description()));
            assertCertificateIsComplete(
                    JsonMapper.shared().readTree(Files.readString(folder.resolve("mine.json"))), device.description());
        }
    }

    /** Checks that the certificate has all conditions of the measurement that this system reports. */
    private static void assertCertificateIsComplete(JsonNode json, DeviceDescription now) {
        assertTrue(
                Duration.between(Instant.parse(json.get("made").asString()), Instant.now())
                                .toMinutes()
                        < 5,
                json.get("made").asString());
        assertEquals(
                Set.of("sartor", "java", "system", "models"),
                Set.copyOf(json.get("software").propertyNames()));
        assertEquals(
                "ONNX opset 17, fp32",
                json.get("software").get("models").asString(),
                "the certificates of browsers and phones have the same text");
        JsonNode device = json.get("device");
        assertEquals(
                JsonMapper.shared().readTree("{\"provider\":\"CPU\",\"threads\":1,\"batch\":1,\"precision\":\"FP32\"}"),
                device.get("device"));
        assertEquals(
                now.machine().affinity(), device.get("machine").get("affinity").asString());
        assertEquals(now.machine().cpu(), device.get("machine").get("cpu").asString());
        JsonNode state = device.get("state");
        assertEquals(Set.of("governor", "clockMhz", "temperatureCelsius"), Set.copyOf(state.propertyNames()));
        assertEquals(now.state().governor().isPresent(), !state.get("governor").isNull());
        assertEquals(now.state().clockMhz().isPresent(), state.get("clockMhz").isNumber());
        assertEquals(
                now.state().temperatureCelsius().isPresent(),
                state.get("temperatureCelsius").isNumber());
        assertEquals(now.runtime().build(), device.get("runtime").get("build").asString());
        assertEquals(
                now.runtime().version(), device.get("runtime").get("version").asString());
        assertTrue(json.get("noise").get("mape").isNumber()
                && json.get("control").get("laterOverEarlier").isNumber());
        assertTrue(json.get("heldOut").get("macs").get("mape").isNumber()
                && json.get("trust").get("verdict").isString());
    }
}
