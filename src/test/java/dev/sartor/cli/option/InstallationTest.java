package dev.sartor.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class InstallationTest {
    private static final Path OWN = Path.of("latency-tables");

    @TempDir
    private Path home;

    @BeforeEach
    void install() {
        System.setProperty("sartor.home", home.toString());
    }

    @AfterEach
    void remove() {
        System.clearProperty("sartor.home");
    }

    @Test
    void tablesAreLookedUpInTheWorkingDirectoryAndThenInTheInstallation() throws IOException {
        Path shipped = Files.createDirectories(home.resolve("latency-tables"));
        assertEquals(List.of(OWN, shipped), Installation.latencyTables());
        Files.writeString(shipped.resolve("phone.csv"), "");
        assertEquals(shipped.resolve("phone.csv"), TableArgument.file("phone"));
        String own = "xeon-vm-ort-fp32-1t-small-28";
        Files.writeString(shipped.resolve(own + ".csv"), "");
        assertEquals(OWN.resolve(own + ".csv"), TableArgument.file(own));
    }

    @Test
    void inTheInstallationItselfThereIsOneFolderOfTables() {
        System.setProperty("sartor.home", Path.of("").toAbsolutePath().toString());
        assertEquals(List.of(OWN), Installation.latencyTables());
    }
}
