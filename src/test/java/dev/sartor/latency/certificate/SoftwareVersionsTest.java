package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.device.spec.DeviceSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftwareVersionsTest {
    @Test
    void theNamesAreInAlphabeticalOrder() {
        assertEquals(
                List.of("java", "models", "sartor", "system"),
                List.copyOf(SoftwareVersions.current(DeviceSpec.cpu()).keySet()));
    }

    @Test
    void theFormatOfTheModelsDependsOnThePrecision() {
        assertEquals(
                "ONNX opset 17, fp32",
                SoftwareVersions.current(DeviceSpec.cpu()).get("models"));
        assertEquals(
                "ONNX opset 17, int8 (QDQ), unsigned activations, signed weights per channel",
                SoftwareVersions.current(DeviceSpec.parse("cpu,precision=int8")).get("models"));
    }

    @Test
    void tablesOfLiteRtNameItsFormat() {
        assertEquals(
                "LiteRT schema 3, fp32",
                SoftwareVersions.current(DeviceSpec.parse("web,runtime=litert")).get("models"));
        assertEquals(
                "LiteRT schema 3, int8, weights per channel",
                SoftwareVersions.current(DeviceSpec.parse("web,runtime=litert,precision=int8"))
                        .get("models"));
    }
}
