package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion script in the shells themselves. */
class CompletionCommandTest {
    private static Set<String> completions(Path script, String shell, List<String> words) throws Exception {
        String driver = "source '" + script + "' 2>/dev/null; COMP_WORDS=(" + String.join(" ", words)
                + " ''); COMP_CWORD=" + words.size() + "; _complete_sartor; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process process = new ProcessBuilder(shell, "-c", driver).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        return new TreeSet<>(out.lines().toList());
    }

    @ParameterizedTest
    @CsvSource({"sartor, search", "sartor, completion", "sartor tables, import", "sartor train --optimiser, adamw"})
    void bashCompletesCommandsOptionsAndValues(String typed, String completion, @TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        Path script = Files.writeString(
                folder.resolve("sartor-completion"),
                CommandRun.of("completion", "bash").out());
        Set<String> found = completions(script, "/bin/bash", List.of(typed.split(" ")));
        assertTrue(found.contains(completion), found.toString());
    }

    @Test
    void bothShellsGetAScript() {
        for (String shell : List.of("bash", "zsh")) {
            CommandRun run = CommandRun.of("completion", shell);
            assertEquals(0, run.status(), run.err());
            assertTrue(run.out().contains("_complete_sartor"), run.out());
        }
        assertEquals(2, CommandRun.of("completion", "fish").status());
    }

    @Test
    void theManualPageHasEveryCommandAndOption() throws IOException {
        CommandRun run = CommandRun.of("man-page");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith(".TH \"SARTOR\" \"1\""), run.out());
        assertTrue(run.out().contains(".SS \"sartor tables import\""), run.out());
        assertTrue(run.out().contains(".B \\-\\-learning\\-rate=R\n"), run.out());
        assertTrue(run.out().chars().allMatch(c -> c < 128), "only ASCII");
        assertTrue(run.out().lines().noneMatch(l -> l.contains("${")), "no variables");
    }
}
