package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches with an accuracy command that fails after two correct answers: a clear error, and nothing is lost. */
class AccuracyCommandRunTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeSpaceAndCommand() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the commands here are for sh");
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        writeCommand("echo 0.$(wc -l < calls)");
    }

    /**
     * Writes the command as a script, so that it can be fixed without changing the run. Each call adds a line to the file
     * {@code calls} and then runs {@code then}.
     */
    private void writeCommand(String then) throws IOException {
        Files.writeString(folder.resolve("evaluate.sh"), "cd '" + folder + "'; echo x >> calls; " + then + "\n");
    }

    private CommandRun search(String run, String settings) {
        return CommandRun.of(
                "search",
                "--space",
                folder.resolve("tiny.yaml").toString(),
                "--accuracy",
                "command:" + settings + "sh " + folder.resolve("evaluate.sh"),
                "--trials",
                "6",
                "--population",
                "3",
                "--out",
                folder.resolve(run).toString());
    }

    private CommandRun resume(String run) {
        return CommandRun.of("search", "--resume", folder.resolve(run).toString());
    }

    private List<String> trials(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("trials.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "echo NaN; 2; which is not an accuracy",
                "echo 93.1; 2; which is not an accuracy",
                "echo oops; 1; neither a number nor JSON",
                "true; 1; printed nothing",
                "echo disk full >&2 && exit 7; 1; its stderr ends with: disk full",
                "kill -9 $$; 1; ended with exit code 137",
                "sleep 60; 1; took longer than 1 s"
            })
    void invalidOutputStopsTheSearchAndTheRunCanBeResumed(String bad, int status, String message) throws IOException {
        writeCommand("if [ $(wc -l < calls) -gt 2 ]; then " + bad + "; else echo 0.$(wc -l < calls); fi");
        CommandRun failed = search("run", "workers=1,timeout_s=1,retries=0,");
        assertEquals(status, failed.status(), failed.err());
        assertTrue(failed.err().contains(message), failed.err());
        List<String> kept = trials("run");
        assertEquals(2, kept.size(), "two answers were good");
        writeCommand("echo 0.$(wc -l < calls)");
        CommandRun fixed = resume("run");
        assertEquals(0, fixed.status(), fixed.err());
        assertEquals(6, trials("run").size());
        assertEquals(kept, trials("run").subList(0, 2));
    }

    @Test
    void aFailedCallIsRetried() throws IOException {
        writeCommand("if [ $(($(wc -l < calls) % 2)) -eq 1 ]; then exit 1; else echo 0.5; fi");
        CommandRun run = search("run", "workers=1,retries=1,");
        assertEquals(0, run.status(), run.err());
        // two calls for each of the six trials
        assertEquals(12, Files.readAllLines(folder.resolve("calls")).size());
    }

    @Test
    void concurrentCallsGiveTheSameTrials() throws IOException {
        // the accuracy depends on the network only: digits of the checksum of the description on stdin
        writeCommand("cksum | cut -c1-4 | sed 's/ //g;s/^/0./'");
        assertEquals(0, search("one", "workers=1,").status());
        assertEquals(0, search("three", "workers=3,").status());
        assertEquals(trials("one"), trials("three"));
    }

    /** Each call of a generation waits until all three were made. */
    @Test
    void everyWorkerCallsTheCommandConcurrently() throws IOException {
        writeCommand("until [ $(wc -l < calls) -ge 3 ]; do sleep 0.02; done; echo 0.5");
        CommandRun run = search("run", "workers=3,timeout_s=20,retries=0,");
        assertEquals(0, run.status(), run.err());
    }
}
