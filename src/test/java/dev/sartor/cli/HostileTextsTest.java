package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Texts in files from other people are never interpreted: by the terminal, in printed commands, or in the report. Every text of a
 * file that its reader accepts is replaced by one that contains control sequences of the terminal, a forged line of the program,
 * a command for the shell, and a script for the page.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the names of files and the shell are those of POSIX")
class HostileTextsTest {
    private static final String FORGED_LINE = "next    sartor forged";
    private static final String PAYLOAD = "p\n" + FORGED_LINE + "\n\u001b[2J\u001b]0;t\u0007\u009b2J\u202e"
            + "<img src=x onerror=alert(1)></script><script>alert(2)</script>'\"; $(touch mark) `touch mark`";

    @TempDir
    private static Path folder;

    /** A file's reader, which refuses some texts. */
    private interface Reader {
        void read();
    }

    @BeforeAll
    static void writeHostileFiles() throws IOException {
        TinySpace.write(folder);
        FakePhone phone = FakePhone.create(folder);
        phone.profile(folder.resolve("tiny.yaml"), folder.resolve("table.csv")).succeeded();
        TinySpace.search(folder, "table.csv", "run");
        CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16", "--trust");
        plant("table.json", () -> LatencyTableFile.read(folder.resolve("table.csv")));
        RunFolder run = RunFolder.open(folder.resolve("run"));
        plant("run/environment.json", run::environment);
        for (Path card : files("run/models", ".json")) {
            plant("run/models/" + card.getFileName(), () -> {
                if (ModelCard.read(card).name().equals(PAYLOAD)) {
                    throw new UserError("the name of a trial's card must stay", "a test", "none");
                }
            });
        }
    }

    private static List<Path> files(String name, String ending) throws IOException {
        try (var files = Files.list(folder.resolve(name))) {
            return files.filter(f -> f.toString().endsWith(ending)).toList();
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Replaces the texts of a JSON file by the payload, one after the other, as long as the file can be read. */
    private static void plant(String name, Reader reader) throws IOException {
        Path file = folder.resolve(name);
        JsonNode root = Json.COMPACT.readTree(Files.readString(file));
        int planted = plant(root, root, file, reader);
        assertTrue(planted > 3, planted + " texts in " + name);
    }

    /** Returns the number of texts that were replaced. */
    private static int plant(JsonNode node, JsonNode root, Path file, Reader reader) throws IOException {
        int planted = 0;
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(key);
                planted += value.isString()
                        ? replace(() -> object.put(key, PAYLOAD), () -> object.set(key, value), root, file, reader)
                        : plant(value, root, file, reader);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                JsonNode value = array.get(i);
                planted += value.isString()
                        ? replace(() -> array.set(index, PAYLOAD), () -> array.set(index, value), root, file, reader)
                        : plant(value, root, file, reader);
            }
        }
        return planted;
    }

    /** Changes one text; returns 1 if the file can still be read, otherwise takes the change back and returns 0. */
    private static int replace(Runnable change, Runnable undo, JsonNode root, Path file, Reader reader)
            throws IOException {
        change.run();
        Files.writeString(file, root.toString());
        try {
            reader.read();
            return 1;
        } catch (UserError e) {
            assertPlain(e.text());
            undo.run();
            Files.writeString(file, root.toString());
            return 0;
        }
    }

    private static void assertPlain(String output) {
        assertFalse(
                output.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' || c == 0x202e),
                "a control character in " + output);
        assertTrue(output.lines().noneMatch(l -> l.startsWith(FORGED_LINE)), "a forged line in " + output);
    }

    /** A command ends as a user's one does, whatever it says, and prints only lines of its own. */
    private static void assertHarmless(String... args) throws IOException, InterruptedException {
        CommandRun run = CommandRun.of(args);
        assertTrue(run.status() >= 0 && run.status() <= 3, run.err());
        assertFalse(run.err().contains("internal error"), run.err());
        assertPlain(run.out());
        assertPlain(run.err());
        runPrintedCommands(run.out() + "\n" + run.err());
        assertFalse(Files.exists(Path.of("mark")), "a printed command ran another");
    }

    private static void runPrintedCommands(String output) throws IOException, InterruptedException {
        Matcher command = Pattern.compile("(?m)^(?:next {4}|  )(sartor .*)$").matcher(output);
        while (command.find()) {
            PrintedCommand.words(command.group(1));
        }
    }

    @Test
    void textsOfATableAreHarmless() throws IOException, InterruptedException {
        String table = path("table.csv");
        assertHarmless("tables", "--folder", folder.toString());
        assertHarmless("tables", "--folder", folder.toString(), "--json");
        assertHarmless("explain", "--table", table, "--space", path("tiny.yaml"));
        assertHarmless("bounds", "--table", table, "--space", path("tiny.yaml"));
        assertHarmless("validate", "--table", table, "--space", path("tiny.yaml"));
        assertHarmless("profile", "--space", path("tiny.yaml"), "--out", table, "--only", "stale", "--dry-run");
    }

    @Test
    void textsOfARunAreHarmless() throws IOException, InterruptedException {
        String best = path("run") + ":"
                + files("run/models", ".json")
                        .getFirst()
                        .getFileName()
                        .toString()
                        .replace(".json", "");
        assertHarmless("describe", best);
        assertHarmless("describe", best, "--json");
        assertHarmless("export", path("run"), "--no-trust");
        assertHarmless("train", path("run"), "--epochs", "1", "--batch", "16", "--no-trust");
        assertHarmless("compare", path("run"), path("run"));
        assertHarmless("search", "--resume", path("run"));
        assertHarmless("report", path("run"));
        String html = Files.readString(folder.resolve("run/report.html"));
        assertFalse(html.contains("<img src=x"), "HTML of the payload in the report");
        assertFalse(html.contains("<script>alert(2)"), "a script of the payload in the report");
        assertTrue(html.contains("onerror=alert(1)"), "the payload is in the report as text");
    }

    @Test
    void aCardOfAnotherTrialIsRefused() throws IOException, InterruptedException {
        Path card = files("run/models", ".json").getFirst();
        String text = Files.readString(card);
        var other = (ObjectNode) Json.COMPACT.readTree(text);
        Files.writeString(card, other.put("name", PAYLOAD).toString());
        assertHarmless("report", path("run"));
        CommandRun run = CommandRun.of("report", path("run"));
        Files.writeString(card, text);
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("is the card of 'p | next"), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nend", "esc\u001b[2J", "cat\r", "bidi\u202e"})
    void aClassFolderWithControlCharactersIsRefused(String name) throws IOException {
        Path data = Files.createTempDirectory(folder, "data");
        for (String folderName : List.of("plain", name)) {
            Path classFolder = Files.createDirectory(data.resolve(folderName));
            Files.copy(Path.of("src/fuzz/data/images/train/a/1.png"), classFolder.resolve("1.png"));
        }
        CommandRun run = CommandRun.of(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                data.toString(),
                "--trials",
                "1",
                "--out",
                path("no-run"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("the name of a class contains control characters"), run.err());
        assertPlain(run.err());
    }

    @Test
    void textsOfADeviceThatDescribesItselfAreHarmless() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("cpu.txt"), PAYLOAD.replace("\n", "\r"));
        Path device = Files.writeString(
                folder.resolve("talking.yaml"),
                "run: cat cpu.txt\ntimes: '([0-9]+)'\ndescribe: {cpu: cat cpu.txt, version: cat cpu.txt}\n");
        assertHarmless("devices", "--device", device.toString());
        assertHarmless("devices", "--device", device.toString(), "--json");
        assertHarmless(
                "profile", "--space", path("tiny.yaml"), "--device", device.toString(), "--out", path("talking.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "failed", "unknown"})
    void textsOfAnAgentAreHarmless(String answer) throws IOException, InterruptedException {
        ObjectNode reply = Json.COMPACT.createObjectNode().put("answer", answer);
        switch (answer) {
            case "hello" -> reply.put("protocol", 2).put("sartor", PAYLOAD);
            case "failed" -> reply.put("stage", "RUN").put("message", PAYLOAD);
            default -> reply.put(PAYLOAD, PAYLOAD);
        }
        Path replies = Files.writeString(folder.resolve("replies.jsonl"), (reply + "\n").repeat(3));
        assertHarmless("devices", "--via", "cat '" + replies + "'");
    }

    @Test
    void namesOfFilesAreHarmless() throws IOException, InterruptedException {
        String name = PAYLOAD.replace("/", "");
        Path space = Files.copy(folder.resolve("tiny.yaml"), folder.resolve(name + ".yaml"));
        assertHarmless("describe", space.toString());
        assertHarmless("bounds", "--space", space.toString());
        assertHarmless(
                "search", "--space", space.toString(), "--trials", "2", "--accuracy", "most-macs", "--out", path(name));
        assertHarmless("report", path(name));
        assertHarmless("search", "--resume", path(name), "--trials", "3");
    }
}
