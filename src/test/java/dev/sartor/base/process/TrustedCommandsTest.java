package dev.sartor.base.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCommandsTest {
    @TempDir
    private Path folder;

    private static FileCommands commands(Path file, String... commands) {
        return new FileCommands(file, "a test", List.of(commands));
    }

    @Test
    void consentHoldsForTheSameCommandsInTheSameFileOnly() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        var trusted = new TrustedCommands(folder.resolve("config/trusted"));
        trusted.add(commands(run, "./judge.sh", "b"));
        assertTrue(new TrustedCommands(folder.resolve("config/trusted")).contains(commands(run, "./judge.sh", "b")));
        assertTrue(trusted.contains(commands(folder.resolve("config/../run"), "./judge.sh", "b")));
        assertFalse(trusted.contains(commands(run, "./judge.sh; rm x", "b")));
        assertFalse(trusted.contains(commands(run, "./judge.sh")));
        assertFalse(trusted.contains(commands(folder.resolve("copy"), "./judge.sh", "b")));
    }

    @Test
    void commandsAreNotTrustedIfConsentCannotBeStored() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        var trusted = new TrustedCommands(file.resolve("trusted"));
        trusted.add(commands(folder, "a"));
        assertFalse(trusted.contains(commands(folder, "a")));
    }

    @Test
    void withRefusedConsentAnyCommandIsAnError() {
        CommandConsent.refused().require(commands(folder));
        UserError e =
                assertThrows(UserError.class, () -> CommandConsent.refused().require(commands(folder, "touch x", "b")));
        assertTrue(e.getMessage().contains("2 commands that you did not type: touch x, …"), e.text());
        assertTrue(e.fix().contains("--trust"), e.text());
    }
}
