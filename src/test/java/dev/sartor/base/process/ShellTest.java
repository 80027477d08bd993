package dev.sartor.base.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShellTest {
    @BeforeEach
    void notOnWindows() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"));
    }

    @Test
    void theProgramIsKilledWhenThePipeIsClosed() throws Exception {
        Process process = Shell.startKilledWithParent(List.of("sleep", "1000"));
        List<ProcessHandle> family = process.descendants().toList();
        while (family.stream().noneMatch(p -> p.info().command().orElse("").endsWith("sleep"))) {
            assertTrue(process.isAlive());
            family = process.descendants().toList();
        }
        // what the system does when this process is killed
        process.getOutputStream().close();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        for (ProcessHandle member : family) {
            member.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void outputAndStatusAreReturnedAndNoProcessRemains() throws Exception {
        Process process = Shell.startKilledWithParent(List.of("sh", "-c", "echo out; echo err >&2; exit 3"));
        assertEquals("out\n", text(process.getInputStream()));
        assertEquals("err\n", text(process.getErrorStream()));
        assertEquals(3, process.waitFor());
        assertFalse(process.descendants().findAny().isPresent());
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
