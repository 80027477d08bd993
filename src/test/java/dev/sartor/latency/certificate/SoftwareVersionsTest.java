package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.network.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftwareVersionsTest {
    @Test
    void theOrderIsTheSameInEveryProcess() {
        assertEquals(
                List.of("java", "models", "sartor", "system"),
                List.copyOf(SoftwareVersions.current(Precision.FP32).keySet()));
    }

    @Test
    void theFormatOfTheModelsDependsOnThePrecision() {
        assertEquals(
                "ONNX opset 17, fp32", SoftwareVersions.current(Precision.FP32).get("models"));
        assertEquals(
                "ONNX opset 17, int8 (QDQ), unsigned activations, signed weights per channel",
                SoftwareVersions.current(Precision.INT8).get("models"));
    }
}
