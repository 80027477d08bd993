package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import dev.sartor.cli.FakePhone;
import dev.sartor.cli.PrintedCommand;
import dev.sartor.cli.Sartor;
import dev.sartor.cli.TinySpace;
import dev.sartor.cli.output.Interruption;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a separate process: after Ctrl-C or kill it continues and ends with the same bytes. */
class InterruptionTest {
    private static final String DATA = "shapes:train=160,validation=60,test=60,size=12";
    private static final long TIMEOUT_S = 120;
    /** A number that depends on the request, after a delay in which the search can be stopped. */
    private static final String ACCURACY = "command:sleep 0.1; cksum | awk '{ print $1 / 2 ^ 32 }'";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void searchWithoutInterruption() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), """
            name: tiny
            input: {channels: 1, resolution: 12}
            activation: relu
            stem: {kernel: 3, stride: 1, channels: 8}
            stages:
              - depth: [1, 2, 3]
                stride: 2
                channels: [8, 16]
                block: {kind: fused, kernel: [3, 5], expansion: [1, 2]}
            head: {channels: 0, classes: 10}
            """);
        CommandRun whole = CommandRun.of(search("whole").toArray(String[]::new));
        assertEquals(0, whole.status(), whole.err());
    }

    private static List<String> search(String out) {
        return List.of(
                "search",
                "--space",
                folder.resolve("tiny.yaml").toString(),
                "--data",
                DATA,
                "--limit",
                "macs<=3M",
                "--trials",
                "10",
                "--accuracy",
                ACCURACY,
                "--out",
                folder.resolve(out).toString());
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                // the program is stopped before a faster compiled one would gain
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Sartor.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private int finish(Process process) throws InterruptedException {
        assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    private void awaitLines(Path log, int lines, Process process) throws IOException, InterruptedException {
        while (process.isAlive()
                && (!Files.exists(log) || Files.readString(log).lines().count() < lines)) {
            Thread.sleep(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 3", "KILL, 1", "KILL, 7"})
    void aSearchStoppedByASignalResumesToTheSameBytes(String signal, int afterTrials)
            throws IOException, InterruptedException {
        String name = PrintedCommand.unusualFolder() + signal + afterTrials;
        Path stopped = folder.resolve(name);
        Process process = start(search(name));
        awaitLines(stopped.resolve("trials.jsonl"), afterTrials, process);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        int status = finish(process);
        if (signal.equals("INT")) {
            assertEquals(Interruption.EXIT_CODE, status, output());
        }
        CommandRun resumed = signal.equals("INT")
                ? PrintedCommand.run(output(), "Continue with:")
                : CommandRun.of("search", "--resume", stopped.toString());
        assertEquals(0, resumed.status(), resumed.err());
        assertEquals(
                -1,
                Arrays.mismatch(
                        Files.readAllBytes(folder.resolve("whole/trials.jsonl")),
                        Files.readAllBytes(stopped.resolve("trials.jsonl"))));
    }

    @Test
    void aDemoStoppedByASignalNamesItsFolderAndSeedInTheCommandThatContinues()
            throws IOException, InterruptedException {
        Path demo = folder.resolve(PrintedCommand.unusualFolder() + "demo");
        Process process = start(List.of("demo", "--out", demo.toString(), "--seed", "3", "--threads", "1"));
        while (process.isAlive() && !Files.exists(demo)) {
            Thread.sleep(5);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertEquals(Interruption.EXIT_CODE, finish(process), output());
        assertEquals(
                List.of("demo", "--out", demo.toString(), "--seed", "3", "--threads", "1"),
                PrintedCommand.words(PrintedCommand.line(output(), "Continue with")));
    }

    @Test
    void aTrainingStoppedByASignalKeepsItsCheckpoint() throws IOException, InterruptedException {
        Process process = start(List.of("train", folder.resolve("whole") + ":1", "--epochs", "400"));
        Path checkpoint = folder.resolve("whole/models/1.checkpoint");
        while (process.isAlive() && !Files.exists(checkpoint)) {
            Thread.sleep(5);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertEquals(Interruption.EXIT_CODE, finish(process), output());
        assertEquals(
                List.of("train", folder.resolve("whole") + ":1", "--epochs", "400"),
                PrintedCommand.words(PrintedCommand.line(output(), "Continue with")));
        assertTrue(Files.exists(checkpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the phone is a POSIX shell script")
    void aProfileStoppedByASignalContinues(String signal, @TempDir Path here) throws IOException, InterruptedException {
        FakePhone phone = FakePhone.create(here);
        TinySpace.write(here);
        Path log = here.resolve("mine.measurements.jsonl");
        List<String> profile = List.of(
                "profile",
                "--space",
                here.resolve("tiny.yaml").toString(),
                "--device",
                phone.deviceFile(),
                "--out",
                here.resolve("mine.csv").toString(),
                "--rounds",
                "8",
                "--precision",
                "0%",
                "--networks",
                "9");
        Process process = start(profile);
        awaitLines(log, 8, process);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        int status = finish(process);
        assertFalse(Files.exists(here.resolve("mine.csv")), output());
        if (signal.equals("INT")) {
            assertEquals(Interruption.EXIT_CODE, status, output());
            assertEquals(profile, PrintedCommand.words(PrintedCommand.line(output(), "Continue with")));
        }
        List<String> kept = Files.readString(log).lines().toList();
        phone.printNonsense();
        assertEquals(1, CommandRun.of(profile.toArray(String[]::new)).status());
        List<String> afterNonsense = Files.readString(log).lines().toList();
        assertEquals(kept.subList(0, kept.size() - 1), afterNonsense.subList(0, kept.size() - 1));
        phone.printTimes();
        CommandRun resumed = CommandRun.of(profile.toArray(String[]::new));
        assertEquals(0, resumed.status(), resumed.err());
        LatencyTable table = LatencyTableFile.read(here.resolve("mine.csv"));
        assertEquals(8, table.certificate().result().rounds());
        assertEquals(TinySpace.UNITS, table.units().size());
        assertFalse(Files.exists(log));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalWhileModelsAreLoadedMarksNoneOfThemAsRefused(String signal, @TempDir Path here)
            throws IOException, InterruptedException {
        TinySpace.write(here);
        Path log = here.resolve("mine.measurements.jsonl");
        Process process = start(List.of(
                "profile",
                "--space",
                here.resolve("tiny.yaml").toString(),
                "--device",
                "cpu,threads=1",
                "--out",
                here.resolve("mine.csv").toString(),
                "--rounds",
                "2000",
                "--precision",
                "0%",
                "--networks",
                "9"));
        awaitLines(log, 2, process);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertEquals(Interruption.EXIT_CODE, finish(process), output());
        assertTrue(output().contains("interrupted; completed measurements are kept."), output());
        assertFalse(Files.readString(log).contains("refuses"), output());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the phone is a POSIX shell script")
    void aValidationStoppedByASignalContinues(@TempDir Path here) throws IOException, InterruptedException {
        FakePhone phone = FakePhone.create(here);
        String space = folder.resolve("tiny.yaml").toString();
        String table = here.resolve("mine.csv").toString();
        phone.profile(Path.of(space), Path.of(table)).succeeded();
        List<String> validate =
                List.of("validate", "--table", table, "--space", space, "--networks", "6", "--rounds", "12");
        Path log = here.resolve("mine.validation.jsonl");
        Process process = start(validate);
        awaitLines(log, 4, process);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertEquals(Interruption.EXIT_CODE, finish(process), output());
        assertEquals(validate, PrintedCommand.words(PrintedCommand.line(output(), "Continue with")));
        List<String> kept = Files.readString(log).lines().toList();
        phone.printNonsense();
        assertEquals(1, CommandRun.of(validate.toArray(String[]::new)).status());
        assertEquals(kept, Files.readString(log).lines().limit(kept.size()).toList());
        phone.printTimes();
        CommandRun resumed = CommandRun.of(validate.toArray(String[]::new));
        assertEquals(0, resumed.status(), resumed.err());
        assertEquals(
                1,
                LatencyTableFile.read(here.resolve("mine.csv"))
                        .certificate()
                        .validations()
                        .size());
        assertFalse(Files.exists(log));
    }
}
