package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches with every accuracy source except a command: the same trials on one and on two threads, with the right metric. */
class AccuracySourcesRunTest {
    private static final String DATA = "shapes:train=96,validation=60,test=60,size=12";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeSpaceAndAccuracies() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        SearchSpace space = SpaceFile.read(file);
        var random = new SplittableRandom(1);
        List<String> rows = new ArrayList<>(List.of("genome,accuracy"));
        new TreeSet<>(Stream.generate(() -> space.format(space.sample(random)))
                        .limit(3000)
                        .toList())
                .forEach(g -> rows.add(g + "," + accuracy(space, space.parse(g))));
        Files.write(folder.resolve("all.csv"), rows);
        Files.write(folder.resolve("some.csv"), rows.subList(0, 12));
    }

    private static String accuracy(SearchSpace space, Genome genome) {
        double macs = Lowering.lower(space.decode(genome)).macs();
        return String.format(Locale.ROOT, "%.4f", 1 - Math.exp(-macs / 50_000));
    }

    private static List<String> trials(String name, String accuracy, int threads) throws IOException {
        String source = accuracy.replace("FOLDER", folder.toString());
        List<String> command = new ArrayList<>(List.of(
                "search",
                "--space",
                folder.resolve("tiny.yaml").toString(),
                "--accuracy",
                source,
                "--limit",
                "params<=100k",
                "--trials",
                "8",
                "--population",
                "4",
                "--threads",
                "" + threads,
                "--out",
                folder.resolve(name).toString()));
        // accuracies from a file need no images
        if (!accuracy.contains("FOLDER")) {
            command.addAll(List.of("--data", DATA));
        }
        CommandRun run = CommandRun.of(command.toArray(String[]::new));
        assertEquals(0, run.status(), run.err());
        return Files.readAllLines(folder.resolve(name).resolve("trials.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "training:epochs=1,images=64; accuracy",
                "halving:epochs=2,first=1,keep=2,images=64; accuracy",
                "supernet:epochs=1,tuned=1; accuracy",
                "supernet:epochs=1,sandwich=1; accuracy",
                "csv:FOLDER/all.csv; accuracy",
                "predicted:FOLDER/some.csv; accuracy",
                "naswot:images=8; naswot",
                "synflow; synflow",
                "zico:images=8; zico",
                "most-params; most-params",
                "most-macs; most-macs"
            })
    void everySourceEvaluatesTheNetworksOfASearch(String accuracy, String measure) throws IOException {
        String name = accuracy.replaceAll("[^a-z]", "");
        List<String> one = trials(name + "1", accuracy, 1);
        assertEquals(8, one.size());
        assertTrue(one.stream().allMatch(line -> line.contains("\"" + measure + "\":")), one.getFirst());
        assertEquals(one, trials(name + "2", accuracy, 2));
        assertTrue(Files.readAllLines(folder.resolve(name + "1/front.csv"))
                .getFirst()
                .contains(measure));
        String report = Files.readString(folder.resolve(name + "1/report.html"));
        assertTrue(report.contains(measure), "the report names its measure");
    }

    private static CommandRun dryRun(String... more) {
        List<String> command = new ArrayList<>(List.of("search", "--data", DATA, "--trials", "9", "--dry-run"));
        command.addAll(List.of(more));
        return CommandRun.ok(command.toArray(String[]::new));
    }

    @Test
    void withoutASourceNetworksOfMixedKindsAreTrainedBrieflyAndPredicted() {
        String space = folder.resolve("tiny.yaml").toString();
        CommandRun run = dryRun("--space", space);
        assertTrue(run.out().contains("predictive would evaluate 9, "), run.out());
        assertTrue(run.err().contains(", so --accuracy training:epochs="), run.err());
        assertTrue(dryRun("--space", space, "--algorithm", "random").out().contains("random would evaluate 9"));
        assertTrue(dryRun("--space", space, "--steady-state", "2").out().contains("nsga2 would evaluate 9"));
    }

    @Test
    void withoutASourceNetworksOfOneKindAreEvaluatedByASupernet() throws IOException {
        String oneKind = EndToEndTest.SPACE.replace("      - {kind: conv, kernel: 3}\n", "");
        Path file = Files.writeString(folder.resolve("one-kind.yaml"), oneKind);
        String manyImages = "shapes:train=2000,validation=400,test=60,size=12";
        CommandRun run = CommandRun.ok("search", "--space", file.toString(), "--data", manyImages, "--dry-run");
        assertTrue(run.out().contains("nsga2 would evaluate 100, "), run.out());
        assertTrue(
                run.err()
                        .contains(
                                "kinds of block are not mixed, so --accuracy supernet:epochs=100,images=20000 is used"),
                run.err());
    }
}
