package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.process.Heartbeat;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.ArchitectureFile;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandSourceTest {
    private static final SearchSpace SPACE = SpaceFile.find("small-28");
    private static final Architecture ARCHITECTURE = SPACE.decode(SPACE.sample(new SplittableRandom(1)));

    @TempDir
    Path temp;

    @BeforeEach
    void requirePosixShell() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the commands here are for sh");
    }

    private static AccuracySource source(String settings, String command) {
        return new CommandSource(
                (AccuracySpec.Command) AccuracySpec.parse("command:" + settings + command), Optional.empty());
    }

    private static double accuracy(String command) throws InterruptedException {
        return source("retries=0,", command).score(ARCHITECTURE, 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "echo 0.93 | 0.93",
                "printf 0.5 | 0.5",
                "echo '{\"accuracy\":0.25,\"epochs\":3}' | 0.25",
                "echo epoch 1; echo 0.1 | 0.1",
                "echo 'loss 0.1'&& echo 1e-1 && echo | 0.1"
            })
    void theLastLineIsTheAccuracy(String command, double expected) throws InterruptedException {
        assertEquals(expected, accuracy(command));
    }

    @Test
    void theRequestContainsAllThatIsNeededToBuildTheNetwork() throws InterruptedException, IOException {
        Path file = temp.resolve("request.json");
        assertEquals(0.5, accuracy("cat > '" + file + "'; echo 0.5"));
        JsonNode request = new JsonMapper().readTree(Files.readString(file));
        assertEquals(
                ARCHITECTURE.blockStrings(),
                request.get("blocks").valueStream().map(JsonNode::asString).toList());
        assertEquals("[1,28,28]", request.get("input").toString());
        assertEquals(10, request.get("classes").asInt());
        assertEquals(Lowering.lower(ARCHITECTURE).macs(), request.get("macs").asLong());
        assertEquals(
                Lowering.lower(ARCHITECTURE).params(), request.get("params").asLong());
        assertEquals(7, request.get("seed").asLong());
        assertEquals(
                ARCHITECTURE,
                ArchitectureFile.parse(file, request.get("yaml").asString()).withName(ARCHITECTURE.name()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "exit 3; ended with exit code 3",
                "echo 0.9 && exit 3; ended with exit code 3",
                "echo out of memory >&2 && exit 1; its stderr ends with: out of memory",
                "true; printed nothing",
                "echo great; printed 'great' last",
                "echo 0,93; printed '0,93' last",
                "printf '{\"accuracy\":0.9'; neither a number nor JSON",
                "echo '{\"loss\":0.9}'; neither a number nor JSON",
                "kill -9 $$; ended with exit code 137",
                "/no/such/command; ended with exit code 127"
            })
    void theErrorOfAFailedCallNamesCommandAndCause(String command, String cause) {
        UserError e = assertThrows(UserError.class, () -> accuracy(command));
        assertTrue(e.getMessage().contains(cause), e.text());
        assertTrue(
                e.where().contains(command)
                        && e.where().contains(ARCHITECTURE.blockStrings().getFirst()),
                e.text());
        assertTrue(e.fix().contains("--resume"), e.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.1", "-0.1", "NaN", "nan", "inf", "{\"accuracy\":1.5}"})
    void anInvalidAccuracyIsRefusedAtOnce(String printed) throws IOException {
        Path calls = temp.resolve("calls");
        UserError e = assertThrows(
                UserError.class,
                () -> source("retries=5,", "echo x >> '" + calls + "'; echo '" + printed + "'")
                        .score(ARCHITECTURE, 1));
        assertTrue(e.fix().contains("0.931 for 93.1 %"), e.text());
        assertEquals(1, Files.readAllLines(calls).size(), "another call would not help");
    }

    @Test
    void aFailedCallIsRepeated() throws InterruptedException, IOException {
        Path calls = temp.resolve("calls");
        String command = "echo x >> '" + calls + "'; test $(wc -l < '" + calls + "') -ge 3 && echo 0.75";
        assertEquals(0.75, source("retries=2,", command).score(ARCHITECTURE, 1));
        assertEquals(3, Files.readAllLines(calls).size());
    }

    @Test
    void aHangingCallEndsWithAllItsChildren() throws IOException, InterruptedException {
        Path child = temp.resolve("child");
        UserError e = assertThrows(
                UserError.class,
                () -> source("timeout_s=1,retries=0,", sleeper(child)).score(ARCHITECTURE, 1));
        assertTrue(e.getMessage().contains("took longer than 1 s"), e.text());
        assertGone(child);
    }

    @Test
    void aCallWhoseHeartbeatsStopFails() throws InterruptedException {
        var heartbeats = new StringWriter();
        try (var _ = Heartbeat.start(new PrintWriter(heartbeats))) {
            while (heartbeats.toString().isEmpty()) {
                Thread.sleep(1);
            }
        }
        String hanging = "echo hello >&2; echo '" + heartbeats.toString().strip() + "' >&2; sleep 300";
        List<String> stderr = new ArrayList<>();
        var call = new CommandCall(
                (AccuracySpec.Command) AccuracySpec.parse("command:" + hanging), Duration.ofMillis(300));
        CommandCall.CallFailure e = assertThrows(
                CommandCall.CallFailure.class,
                () -> call.run(RetriedCommand.Input.line("{}"), stderr::add, Optional::of));
        assertTrue(e.getMessage().contains("no heartbeat"), e.getMessage());
        assertTrue(e.getMessage().endsWith("hello"), e.getMessage());
        assertEquals(List.of("hello"), stderr);
    }

    @Test
    void anInterruptedCallEndsWithAllItsChildren() throws Exception {
        Path child = temp.resolve("child");
        var task = new FutureTask<>(() -> assertThrows(
                InterruptedException.class, () -> source("", sleeper(child)).score(ARCHITECTURE, 1)));
        Thread thread = Thread.ofPlatform().start(task);
        while (!Files.exists(child) || Files.readString(child).isBlank()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        task.get();
        assertGone(child);
    }

    private static String sleeper(Path child) {
        return "sleep 300 & echo $! > '" + child + "'; wait";
    }

    private static void assertGone(Path child) throws IOException, InterruptedException {
        long id = Long.parseLong(Files.readString(child).strip());
        for (int i = 0;
                i < 200 && ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent();
                i++) {
            Thread.sleep(10);
        }
        assertFalse(
                ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent(),
                "process " + id + " outlived the call");
    }

    @Test
    void theStderrOfTheCommandIsLogged() throws InterruptedException, IOException {
        AccuracySource source =
                source("", "echo epoch 1 >&2; echo epoch 2 >&2; echo 0.5").withCacheFolder(temp.resolve("accuracy"));
        source.score(ARCHITECTURE, 1);
        // another seed, because the score of the first one is recorded
        source.score(ARCHITECTURE, 2);
        assertEquals(
                "call 1: epoch 1\ncall 1: epoch 2\ncall 2: epoch 1\ncall 2: epoch 2\n",
                Files.readString(temp.resolve("accuracy/command.log")));
    }

    @Test
    void theUserSetsTheNumberOfWorkers() {
        // the number of search threads does not matter
        assertEquals(1, source("", "x").workers(2));
        assertEquals(16, source("workers=16,", "x").workers(2));
    }
}
