package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.spec.ExecutionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtProvidersTest {
    @Test
    void theCpuProviderIsAvailable() {
        assertTrue(OrtProviders.available().contains(ExecutionProvider.CPU));
    }

    @Test
    void theNvidiaDriverIsReadForProvidersThatUseIt(@TempDir Path root) throws IOException {
        assertEquals(Optional.empty(), OrtProviders.driver(ExecutionProvider.CUDA, root));
        Path file = root.resolve("proc/driver/nvidia/version");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15\nGCC version: 13\n");
        assertEquals(
                Optional.of("NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15"),
                OrtProviders.driver(ExecutionProvider.TENSORRT, root));
        assertEquals(Optional.empty(), OrtProviders.driver(ExecutionProvider.CPU, root));
    }
}
