package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorSourceTest {
    private final SearchSpace space = SpaceFile.find("nas-bench-macro");

    @TempDir
    Path temp;

    @Test
    void knownNetworksKeepTheirAccuracyAndOthersArePredicted() throws IOException {
        Map<Genome, Double> known = sample(60, 1);
        PredictorSource source = PredictorSource.read(file(known), space, 1);
        known.forEach((genome, accuracy) -> assertEquals(accuracy, score(source, genome)));
        sample(200, 2)
                .forEach((genome, accuracy) ->
                        assertEquals(accuracy, score(source, genome), 0.02, space.format(genome)));
        Matcher quality = Pattern.compile(
                        "predicted from (\\d+) known accuracies from known.csv; RMSE ([0-9.]+) points and rank"
                                + " correlation ([0-9.]+) on (\\d+) held-out networks")
                .matcher(source.description());
        assertTrue(quality.matches(), source.description());
        assertEquals(known.size(), Integer.parseInt(quality.group(1)));
        assertEquals(known.size(), Integer.parseInt(quality.group(4)));
        assertTrue(Double.parseDouble(quality.group(2)) < 1.2, source.description());
        assertTrue(Double.parseDouble(quality.group(3)) > 0.9, source.description());
    }

    @Test
    void aBatchHasTheSameScoresAsSingleGenomes() throws IOException {
        Map<Genome, Double> known = sample(60, 1);
        PredictorSource source = PredictorSource.read(file(known), space, 1);
        List<Genome> genomes = Stream.concat(known.keySet().stream().limit(5), sample(20, 2).keySet().stream())
                .toList();
        double[] batch = new double[genomes.size()];
        source.predict(genomes, batch);
        for (int i = 0; i < batch.length; i++) {
            assertEquals(score(source, genomes.get(i)), batch[i], space.format(genomes.get(i)));
        }
    }

    @Test
    void aFileWithTooFewAccuraciesIsRefused() throws IOException {
        Path file = file(sample(3, 1));
        UserError e = assertThrows(UserError.class, () -> PredictorSource.read(file, space, 1));
        assertEquals("3 accuracies are too few to fit a predictor", e.getMessage());
    }

    @Test
    void trainingsThatAllFailedAreNamed() throws IOException {
        Path file = Files.writeString(temp.resolve("failed.csv"), "genome,accuracy\n01201201,NaN\n01201202,\n");
        UserError e = assertThrows(UserError.class, () -> PredictorSource.read(file, space, 1));
        assertEquals("none of the 2 rows has an accuracy: all trainings failed", e.getMessage());
        assertEquals(3, e.text().lines().count(), e.text());
    }

    @Test
    void repeatedTrainingsOfANetworkCountByTheirMean() throws IOException {
        Map<Genome, Double> known = sample(60, 1);
        Path file = file(known);
        Genome repeated = known.keySet().iterator().next();
        Files.writeString(
                file,
                "%s,%s%n".formatted(space.format(repeated), known.get(repeated) + 0.02),
                StandardOpenOption.APPEND);
        PredictorSource source = PredictorSource.read(file, space, 1);
        assertEquals(known.get(repeated) + 0.01, score(source, repeated), 1e-12);
        assertTrue(source.description().contains("1 repeated training"), source.description());
        assertThrows(UserError.class, () -> AccuracyTable.read(file, space));
    }

    @Test
    void blockStringsAreRefusedBecauseTheyDoNotDetermineTheGenome() throws IOException {
        String blocks = String.join("|", space.decode(space.parse("01201201")).blockStrings());
        Path file = Files.writeString(temp.resolve("blocks.csv"), "architecture,accuracy\n" + blocks + ",0.5\n");
        UserError e = assertThrows(UserError.class, () -> PredictorSource.read(file, space, 1));
        assertTrue(e.fix().contains("genome"), e.text());
    }

    private double score(PredictorSource source, Genome genome) {
        try {
            return source.score(space.decode(genome), 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Genomes with accuracies that increase with each choice. */
    private Map<Genome, Double> sample(int count, long seed) {
        var random = new SplittableRandom(seed);
        Map<Genome, Double> sample = new HashMap<>();
        while (sample.size() < count) {
            Genome genome = space.sample(random);
            double accuracy = 0.6;
            for (int g = 0; g < genome.length(); g++) {
                accuracy += 0.01 * (g % 3 + 1) * genome.choice(g);
            }
            sample.put(genome, accuracy);
        }
        return sample;
    }

    private Path file(Map<Genome, Double> known) throws IOException {
        var text = new StringBuilder("genome,accuracy\n");
        known.forEach((genome, accuracy) ->
                text.append(String.format(Locale.ROOT, "%s,%s%n", space.format(genome), accuracy)));
        return Files.writeString(temp.resolve("known.csv"), text);
    }
}
