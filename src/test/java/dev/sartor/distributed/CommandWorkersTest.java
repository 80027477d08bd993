package dev.sartor.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is a shell script: it lacks a file until it has received one. */
class CommandWorkersTest {
    @TempDir
    Path folder;

    private SharedFile file;

    @BeforeEach
    void writeFile() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the commands here are for sh");
        byte[] content = new byte[300_000];
        Arrays.fill(content, (byte) 7);
        file = SharedFile.of(Files.write(folder.resolve("file"), content));
    }

    private Workers workers(String script) throws IOException {
        Path worker = Files.writeString(
                folder.resolve("worker.sh"),
                script.replace("FOLDER", folder.toString()).replace("ID", file.id()));
        return CommandWorkers.of((AccuracySpec.Command) AccuracySpec.parse("command:workers=4,retries=0,sh " + worker));
    }

    private WorkerRequest request() {
        return new WorkerRequest("{\"seed\":1}", "a network", List.of(file));
    }

    private static final String LACKS_FILE_AT_FIRST = """
        cd FOLDER; echo call >> calls; read -r request
        if [ -e received ]; then echo 0.25; exit; fi
        if read -r header; then
          cat > received.$$; echo "$header" > header; mv received.$$ received; echo 0.25
        else
          echo '{"missing":"ID","machine":"node1"}'
        fi
        """;

    @Test
    void aMachineThatLacksAFileGetsItOnce() throws IOException, InterruptedException {
        Workers workers = workers(LACKS_FILE_AT_FIRST);
        for (int i = 0; i < 3; i++) {
            assertEquals(0.25, workers.ask(request()).accuracy());
        }
        assertEquals(4, Files.readAllLines(folder.resolve("calls")).size(), "the first request needs two calls");
        assertArrayEquals(Files.readAllBytes(file.path()), Files.readAllBytes(folder.resolve("received")));
        assertEquals(
                file.transfer(),
                FileTransfer.parse(Files.readString(folder.resolve("header"))).orElseThrow());
    }

    @Test
    void simultaneousRequestsDoNotEachSendTheFile() throws Exception {
        Workers workers =
                workers(LACKS_FILE_AT_FIRST.replace("cat > received.$$", "echo sent >> sent; cat > received.$$"));
        List<FutureTask<Double>> tasks = IntStream.range(0, 4)
                .mapToObj(_ -> new FutureTask<>(() -> workers.ask(request()).accuracy()))
                .toList();
        tasks.forEach(Thread::startVirtualThread);
        for (FutureTask<Double> task : tasks) {
            assertEquals(0.25, task.get());
        }
        assertTrue(
                Files.readAllLines(folder.resolve("sent")).size() < 4,
                "those that wait for a sending use what it has sent");
    }

    @Test
    void aMachineThatLosesEveryFileIsAskedTwiceAndThenNamedInAnError() throws IOException {
        Workers workers = workers(
                "echo call >> FOLDER/calls; cat > /dev/null; echo '{\"missing\":\"ID\",\"machine\":\"node1\"}'");
        UserError e = assertThrows(UserError.class, () -> workers.ask(request()));
        assertEquals("machine node1", e.where());
        assertEquals(2, Files.readAllLines(folder.resolve("calls")).size());
    }

    @Test
    void aMachineThatLacksSomethingElseIsAnError() throws IOException {
        Workers workers = workers("echo '{\"missing\":\"0123\",\"machine\":\"node1\"}'");
        UserError e = assertThrows(UserError.class, () -> workers.ask(request()));
        assertTrue(e.getMessage().contains("0123"), e.text());
    }

    @Test
    void aQueueThatPrintsNonsenseIsAnError() throws IOException {
        Workers workers = workers("echo 'Submitted batch job 17'");
        UserError e = assertThrows(UserError.class, () -> workers.ask(request()));
        assertTrue(e.getMessage().contains("printed 'Submitted batch job 17' last"), e.text());
        assertTrue(e.where().contains("a network"), e.text());
    }

    @Test
    void theScoresOfManyNetworksAreInOneLine() throws IOException, InterruptedException {
        String scores = String.join(
                ",", Stream.generate(() -> "[0.123456789012345,1]").limit(500).toList());
        Workers workers = workers("echo '{\"scores\":[" + scores + "]}'");
        assertEquals(500, workers.ask(request()).networks().size());
    }
}
