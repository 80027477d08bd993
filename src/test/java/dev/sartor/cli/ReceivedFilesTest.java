package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables and runs that somebody else has written run no commands unless the user agrees. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are written for a POSIX shell")
class ReceivedFilesTest {
    @TempDir
    private Path folder;

    /** The file that a command of the sender makes. */
    private Path mark;

    @BeforeEach
    void profileOwnTable() throws IOException {
        mark = folder.resolve("mark");
        Path space = TinySpace.write(folder);
        FakePhone phone = FakePhone.create(folder);
        phone.profile(space, folder.resolve("own.csv")).succeeded();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** A device in a certificate that runs a command on this machine, or once did. */
    enum ReceivedDevice {
        DEVICE_FILE("{'file': 'FOLDER/sent.yaml', 'threads': 1, 'batch': 1, 'settings': {}}", true),
        ADB_PROGRAM(
                "{'file': 'adb', 'threads': 1, 'batch': 1, 'settings': {'adb': 'touch FOLDER/mark;', 'folder': '/x'}}",
                false),
        ADB_SETTING_IN_QUOTES(
                "{'file': 'adb', 'threads': 1, 'batch': 1, 'settings': {'adb': 'true', 'cores': '$(touch FOLDER/mark)',"
                        + " 'folder': '\\u0027; touch FOLDER/mark; \\u0027'}}",
                false),
        BROWSER(
                "{'browser': 'touch FOLDER/mark; true', 'runtime': 'onnxruntime-web', 'modules': 'FOLDER/modules',"
                        + " 'threads': 1, 'batch': 1}",
                false);

        private final String json;

        /** Whether it is a command for the shell, which runs if the user trusts it. */
        private final boolean isShellCommand;

        ReceivedDevice(String json, boolean isShellCommand) {
            this.json = json;
            this.isShellCommand = isShellCommand;
        }
    }

    private void sendTable(ReceivedDevice device) throws IOException {
        Files.copy(folder.resolve("own.csv"), folder.resolve("sent.csv"));
        var certificate = (ObjectNode) Json.COMPACT.readTree(Files.readString(folder.resolve("own.json")));
        String json = device.json.replace("FOLDER", folder.toString());
        JsonNode spec = Json.COMPACT.readTree(json.replace('\'', '"'));
        ((ObjectNode) certificate.get("device")).set("device", spec);
        Files.writeString(folder.resolve("sent.json"), certificate.toString());
        Files.writeString(
                folder.resolve("sent.yaml"),
                "run: touch " + mark + "; echo took 1\ntimes: 'took ([0-9]+)'\ndescribe: {cpu: touch " + mark + "}\n");
        Path runtime = Files.createDirectories(folder.resolve("modules/onnxruntime-web"));
        Files.writeString(runtime.resolve("package.json"), "{\"version\": \"1\"}");
    }

    private static void assertRefused(CommandRun run) {
        assertEquals(2, run.status(), run.err());
        List<String> lines = run.err()
                .lines()
                .dropWhile(l -> !l.contains("that you did not type"))
                .toList();
        assertEquals(3, lines.size(), run.err());
        assertTrue(lines.getLast().contains("--trust"), run.err());
    }

    @ParameterizedTest
    @EnumSource
    void aReceivedTableIsNotValidatedWithItsCommands(ReceivedDevice device) throws IOException {
        sendTable(device);
        String[] validate = {"validate", "--table", path("sent.csv"), "--space", path("tiny.yaml")};
        assertRefused(CommandRun.of(validate));
        assertRefused(CommandRun.of(
                Stream.concat(Stream.of(validate), Stream.of("--no-trust")).toArray(String[]::new)));
        assertFalse(Files.exists(mark));
        CommandRun trusted = CommandRun.of(
                Stream.concat(Stream.of(validate), Stream.of("--trust")).toArray(String[]::new));
        assertFalse(trusted.err().contains("that you did not type"), trusted.err());
        assertEquals(device.isShellCommand, Files.exists(mark), trusted.err());
    }

    @Test
    void staircasesAreNotMeasuredWithTheCommandsOfAReceivedTable() throws IOException {
        sendTable(ReceivedDevice.DEVICE_FILE);
        String[] explain = {
            "explain",
            "--table",
            path("own.csv"),
            "--against",
            path("sent.csv"),
            "--space",
            path("tiny.yaml"),
            "--staircase",
            "--max-channels",
            "8",
            "--channel-step",
            "4"
        };
        assertRefused(CommandRun.of(explain));
        assertFalse(Files.exists(mark));
    }

    @ParameterizedTest
    @EnumSource
    void commandsThatOnlyReadATableDoNotAsk(ReceivedDevice device) throws IOException {
        sendTable(device);
        CommandRun.ok("explain", "--table", path("sent.csv"), "--space", path("tiny.yaml"));
        CommandRun.ok("tables");
        assertFalse(Files.exists(mark));
    }

    @Test
    void trainAndExportOfARunWithAReceivedTableRunNoCommandUnlessTheUserAgrees() throws IOException {
        sendTable(ReceivedDevice.DEVICE_FILE);
        TinySpace.search(folder, "sent.csv", "run");
        assertRefused(CommandRun.of("train", path("run"), "--epochs", "1", "--batch", "16"));
        CommandRun without = CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16", "--no-trust");
        assertTrue(without.err().contains("the device of table sent cannot be reached"), without.err());
        assertRefused(CommandRun.of("export", path("run")));
        CommandRun.ok("export", path("run"), "--no-trust");
        CommandRun.ok("report", path("run"));
        assertFalse(Files.exists(mark));
        CommandRun.ok("export", path("run"), "--trust");
        assertTrue(Files.exists(mark), "the user agreed");
        Files.delete(mark);
        CommandRun.of("export", path("run"));
        assertTrue(Files.exists(mark), "the user has agreed to these commands in this file before");
        Files.delete(mark);
        // a further command in the file needs consent again
        Files.writeString(folder.resolve("sent.yaml"), Files.readString(folder.resolve("sent.yaml")) + "release: id\n");
        assertRefused(CommandRun.of("export", path("run")));
    }

    @Test
    void theUsersOwnTableNeedsNoConsent() {
        TinySpace.search(folder, "own.csv", "run");
        CommandRun run = CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16");
        assertFalse(run.err().contains("cannot be reached"), run.err());
    }

    @Test
    void aReceivedRunIsNotResumedWithItsAccuracyCommand() throws IOException {
        String command = "command:retries=0,touch " + mark + "; test -e " + path("fails") + " && exit 1; echo 0.5";
        Files.writeString(folder.resolve("fails"), "");
        CommandRun first = CommandRun.of(
                "search",
                "--space",
                path("tiny.yaml"),
                "--accuracy",
                command,
                "--trials",
                "3",
                "--threads",
                "1",
                "--out",
                path("run"));
        assertEquals(1, first.status(), first.err());
        copy(folder.resolve("run"), folder.resolve("sent"));
        Files.delete(folder.resolve("fails"));
        Files.delete(mark);
        assertRefused(CommandRun.of("search", "--resume", path("sent")));
        assertFalse(Files.exists(mark));
        CommandRun.ok("search", "--resume", path("run"));
        assertTrue(Files.exists(mark), "the user started this run");
        CommandRun.ok("search", "--resume", path("sent"), "--trust");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(f -> {
                try {
                    Files.copy(f, to.resolve(from.relativize(f)), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.html", "front.csv", "trials.jsonl", "models/1.onnx", "models"})
    void aReceivedRunWithALinkWritesNothingThroughIt(String name) throws IOException {
        TinySpace.search(folder, "own.csv", "run");
        Path victim = folder.resolve("victim");
        if (name.equals("models")) {
            Files.createDirectory(victim);
        } else {
            Files.writeString(victim, "without an end of line");
        }
        Path link = folder.resolve("run").resolve(name);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, victim);
        for (String[] command : new String[][] {
            {"report", path("run")},
            {"search", "--resume", path("run")},
            {"train", path("run")},
            {"export", path("run")}
        }) {
            CommandRun run = CommandRun.of(command);
            assertEquals(2, run.status(), run.err());
            assertTrue(run.err().contains("the run contains a symbolic link"), run.err());
        }
        if (name.equals("models")) {
            assertEquals(0, victim.toFile().list().length);
        } else {
            assertEquals("without an end of line", Files.readString(victim));
        }
    }

    @Test
    void aLinkInPlaceOfALogIsRefusedAndTheFileItLeadsToUnchanged() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "first\nwithout an end of line");
        Files.createSymbolicLink(folder.resolve("own.validation.jsonl"), victim);
        CommandRun run = CommandRun.of("validate", "--table", path("own.csv"), "--space", path("tiny.yaml"), "--trust");
        assertEquals(2, run.status(), run.err());
        assertEquals("first\nwithout an end of line", Files.readString(victim));
    }

    @Test
    void textsOfARunAreTextsInItsReport() throws IOException {
        TinySpace.search(folder, "own.csv", "run");
        String payload = "</script><img src=x onerror=alert(1)>";
        Path file = folder.resolve("run/environment.json");
        var environment = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        environment.put("command", payload);
        ((ObjectNode) environment.get("machine")).put("cpu", payload);
        ((ObjectNode) environment.get("software")).put(payload, payload);
        Files.writeString(file, environment.toString());
        CommandRun.ok("report", path("run"));
        String html = Files.readString(folder.resolve("run/report.html"));
        assertFalse(html.contains("<img src=x"), "the payload is in the report as HTML");
        assertTrue(html.contains("onerror=alert(1)"), "the payload is in the report as text");
    }
}
