package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.cli.Sartor;
import dev.sartor.cli.output.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/** The command that an interruption prints so that the user can continue. */
class CurrentCommandTest {
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "words are quoted for a POSIX shell")
    void theResumeCommandIsQuotedForTheShell() {
        CommandLine program = Sartor.commandLine();
        program.parseArgs("profile", "--space", "small-28", "--via", "ssh pi@host sartor agent", "--out", "a.csv");
        assertEquals(
                "sartor profile --space small-28 --via 'ssh pi@host sartor agent' --out a.csv",
                Interruption.currentCommand(
                        program.getSubcommands().get("profile").getCommandSpec()));
    }
}
