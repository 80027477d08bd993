package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.device.spec.ModelFileFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftwareVersionsTest {
    @Test
    void theOrderIsTheSameInEveryProcess() {
        assertEquals(
                List.of("java", "models", "sartor", "system"),
                List.copyOf(SoftwareVersions.current(ModelFileFormat.ONNX).keySet()));
    }
}
