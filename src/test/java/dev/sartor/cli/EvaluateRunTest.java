package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.HostName;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that other processes evaluate, and requests that they refuse. */
class EvaluateRunTest {
    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";
    private static final String TRAINING = "training:epochs=1,images=64,batch=32,folds=1";

    @TempDir
    static Path folder;

    @BeforeAll
    static void askForAccuracies() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the commands here are for sh");
        TinySpace.write(folder);
        search(
                "asked",
                "--workers",
                "command:cat >> " + Shell.quote(folder.resolve("requests").toString()) + "; echo 0.5");
    }

    private static CommandRun search(String run, String... options) {
        return search(TRAINING, run, options);
    }

    private static CommandRun search(String accuracy, String run, String[] options) {
        return CommandRun.ok(Stream.concat(
                        Stream.of(
                                "search",
                                "--space",
                                folder.resolve("tiny.yaml").toString(),
                                "--data",
                                DATA,
                                "--accuracy",
                                accuracy,
                                "--trials",
                                "4",
                                "--population",
                                "2",
                                "--out",
                                folder.resolve(run).toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private static String trials(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("trials.jsonl"));
    }

    /** A request that a search sent. */
    private static String request() throws IOException {
        return Files.readAllLines(folder.resolve("requests")).getFirst();
    }

    private static CommandRun evaluate(String requests, String data) throws IOException {
        Path file = Files.writeString(folder.resolve("many"), requests);
        return CommandRun.of("evaluate", "--data", data, "--many", file.toString());
    }

    @Test
    void aSearchInOtherProcessesThatLackTheImagesWritesTheSameTrials() throws IOException {
        Path sent = folder.resolve("sent");
        Path cache = folder.resolve("cache");
        String evaluate = "tee -a " + Shell.quote(sent.toString()) + " | " + evaluate(cache);
        search("here");
        CommandRun there = search("there", "--workers", "command:workers=3,retries=0," + evaluate);
        assertTrue(there.err().contains("warning: only 2 of 3 workers can be busy"), there.err());
        assertEquals(trials("here"), trials("there"));
        long transfers = Files.readString(sent, StandardCharsets.ISO_8859_1).split("\"sha256\"").length - 1;
        // two, if the second worker asked before it could see what the first one received
        assertTrue(transfers == 1 || transfers == 2, transfers + " transfers for 4 networks");
        try (Stream<Path> received = Files.list(cache.resolve("received"))) {
            assertEquals(1, received.filter(f -> !f.endsWith(".lock")).count(), "one data set");
        }
    }

    @Test
    void networksOfASupernetAreEvaluatedInTwoProcesses() throws IOException {
        String supernet = "supernet:epochs=1,images=64";
        String[] none = {};
        search(supernet, "supernet-here", none);
        String[] workers = {"--workers", "command:workers=2,retries=0," + evaluate(folder.resolve("supernet-cache"))};
        search(supernet, "supernet-there", workers);
        assertEquals(trials("supernet-here"), trials("supernet-there"));
    }

    /** The command of a worker that has no images but those in its cache. */
    private static String evaluate(Path cache) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "SARTOR_CACHE=" + Shell.quote(cache.toString()) + " " + Shell.quote(java.toString())
                + " --add-modules jdk.incubator.vector -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "
                + Shell.quote(System.getProperty("java.class.path"))
                + " dev.sartor.cli.Sartor evaluate -q";
    }

    @Test
    void aFileOfRequestsGetsAnAccuracyForEachLine() throws IOException {
        List<String> answers = evaluate((request() + "\n").repeat(2), DATA)
                .succeeded()
                .out()
                .lines()
                .toList();
        assertEquals(2, answers.size());
        assertEquals(answers.getFirst(), answers.getLast());
        assertTrue(answers.getFirst().matches("\\{\"accuracy\":0\\.\\d+}"), answers.getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "\"release\":\"; \"release\":\"9.; install the same release on both machines",
                "\"hash\":\"; \"hash\":\"0; copy the images of the search to this machine",
                "\"shape\":\"1x12x12; \"shape\":\"1x12; send the line that sartor search --workers writes",
                "\"seed\":1; \"seed\":1.5; send the line that sartor search --workers writes",
                "training:epochs=1; supernet:epochs=1; send the line that sartor search --workers writes",
                "\"accuracy\":; \"accurate\":; start the search with --workers",
                "\"yaml\":; \"yml\":; send the line that sartor search --workers writes",
            })
    void aRequestForSomethingElseIsRefused(String was, String is, String fix) throws IOException {
        CommandRun refused = evaluate(request().replace(was, is), DATA);
        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains(fix), refused.err());
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        CommandRun refused = evaluate(request(), DATA + ",seed=2");
        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains("the search has other images"), refused.err());
        assertTrue(refused.err().contains("on machine " + HostName.text()), refused.err());
    }

    @ParameterizedTest
    @CsvSource({
        "most-macs, command:true, 'use training, halving, supernet, naswot, synflow or zico, with --data, or omit"
                + " --workers'",
        "training:epochs=1, most-macs, write such as command:workers=4"
    })
    void impossibleWorkersAreRefused(String accuracy, String workers, String fix) {
        CommandRun refused = CommandRun.of(
                "search",
                "--space",
                "small-28",
                "--data",
                DATA,
                "--accuracy",
                accuracy,
                "--workers",
                workers,
                "--dry-run");
        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains(fix), refused.err());
    }

    @Test
    void aSearchWithoutSparkIsRefusedButADryRunDoesNotConnect() {
        assumeTrue(System.getenv("SPARK_HOME") == null, "Spark is installed");
        Path out = folder.resolve("spark");
        List<String> search = List.of(
                "search",
                "--space",
                "small-28",
                "--data",
                DATA,
                "--accuracy",
                TRAINING,
                "--workers",
                "spark://host:7077",
                "--out",
                out.toString());
        CommandRun refused = CommandRun.of(search.toArray(String[]::new));
        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains("install Spark 4.2"), refused.err());
        CommandRun planned = CommandRun.ok(
                Stream.concat(search.stream(), Stream.of("--dry-run")).toArray(String[]::new));
        assertTrue(planned.out().contains("would evaluate"), planned.out());
        assertFalse(Files.exists(out));
    }
}
