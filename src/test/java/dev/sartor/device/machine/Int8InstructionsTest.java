package dev.sartor.device.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Int8InstructionsTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "flags : fpu avx2 avx512_vnni avx_vnni amx_int8; amx_int8, avx512_vnni, avx_vnni",
                "flags : fpu avx2 fma; none",
                "Features : fp asimd asimddp i8mm; asimddp, i8mm",
                "model name : avx512_vnni; unknown"
            })
    void instructionsAreReadFromTheFlagsOfTheProcessor(String line, String expected) throws IOException {
        Path file = root.resolve("proc/cpuinfo");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "processor : 0\n" + line + "\n");
        assertEquals(expected, Int8Instructions.read(root));
    }
}
