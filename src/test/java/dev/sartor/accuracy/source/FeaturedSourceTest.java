package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.base.math.KendallTau;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturedSourceTest {
    private static final Dataset SHAPES =
            Datasets.open("shapes:size=24,rgb,train=120,validation=60,test=50", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/search/tiny.yaml"))
            .withClasses(SHAPES.classes().size());
    private static final AccuracySource SYNFLOW = open("synflow");

    @TempDir
    Path temp;

    private static AccuracySource open(String spec) {
        return AccuracySource.open(AccuracySpec.parse(spec), SPACE, Optional.of(SHAPES), 1);
    }

    private static List<Genome> genomes(int count, long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> SPACE.canonical(SPACE.sample(random)))
                .distinct()
                .limit(count)
                .toList();
    }

    /** An accuracy that only the weights of the untrained network tell exactly. */
    private static double accuracy(Genome genome) {
        try {
            return 0.5 + 0.4 * Math.tanh(SYNFLOW.score(SPACE.decode(genome), 1) / 20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path known(List<Genome> genomes) throws IOException {
        var text = new StringBuilder("genome,accuracy\n");
        genomes.forEach(g -> text.append(String.format(Locale.ROOT, "%s,%.6f%n", SPACE.format(g), accuracy(g))));
        return Files.writeString(temp.resolve("known.csv"), text);
    }

    private static double tau(AccuracySource source, List<Genome> genomes) throws InterruptedException {
        double[] scores = new double[genomes.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = source.score(SPACE.decode(genomes.get(i)), 1);
        }
        return KendallTau.of(
                scores,
                genomes.stream().mapToDouble(FeaturedSourceTest::accuracy).toArray());
    }

    @Test
    void aFeatureThatTellsTheAccuracyImprovesPredictions() throws IOException, InterruptedException {
        Path file = known(genomes(20, 1));
        List<Genome> others = genomes(40, 2);
        AccuracySource featured = open("predicted:" + file + "+synflow");
        assertTrue(featured.description().endsWith("; features to be tried: synflow"), featured.description());
        featured.prepare(2, TrainingListener.NO_OP, Cancellation.NEVER);
        assertTrue(featured.description().endsWith("; features: synflow"), featured.description());
        double with = tau(featured, others);
        double without = tau(open("predicted:" + file), others);
        assertTrue(with > 0.9 && with > without, with + " against " + without);
    }

    @Test
    void manyNetworksArePredictedWithoutCostlyFeatures() throws IOException {
        Path file = known(genomes(20, 1));
        List<Genome> others = genomes(40, 2);
        double[] featured = new double[others.size()];
        double[] plain = new double[others.size()];
        ((PredictorSource) open("predicted:" + file + "+synflow")).predict(others, featured);
        ((PredictorSource) open("predicted:" + file)).predict(others, plain);
        assertEquals(List.of(box(plain)), List.of(box(featured)));
    }

    private static Double[] box(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    private static double value(SourceFeature feature, Genome genome) {
        // the units of the genome are of no use to a feature that a source computes
        return feature.of(genome, new int[0], 0);
    }

    @Test
    void theValuesOfAFeatureDoNotDependOnThreads() throws InterruptedException {
        List<Genome> genomes = genomes(6, 3);
        SourceFeature one = open("training:epochs=1+naswot:images=8").features().getFirst();
        SourceFeature two = open("training:epochs=1+naswot:images=8").features().getFirst();
        one.compute(genomes, 1);
        two.compute(genomes.reversed(), 2);
        for (Genome genome : genomes) {
            assertEquals(value(one, genome), value(two, genome));
        }
        assertThrows(IllegalStateException.class, () -> value(one, genomes(9, 4).getLast()));
    }

    @Test
    void theFeatureOfASupernetIsItsLossAndIsReused() throws InterruptedException {
        List<Genome> genomes = genomes(3, 3);
        AccuracySource trained = open("training:epochs=1+supernet:epochs=1").withCacheFolder(temp.resolve("a"));
        trained.prepare(1, TrainingListener.NO_OP, Cancellation.NEVER);
        SourceFeature feature = trained.features().getFirst();
        feature.compute(genomes, 1);
        AccuracySource other = open("training:epochs=1+supernet:epochs=1").withCacheFolder(temp.resolve("b"));
        assertEquals(Optional.of(temp.resolve("a")), other.reuseFrom(List.of(temp.resolve("a"))));
        other.features().getFirst().compute(genomes, 2);
        assertEquals(
                trained.fingerprint().isPresent(),
                Files.exists(temp.resolve("a").resolve("supernet.bin")));
        for (Genome genome : genomes) {
            double value = value(feature, genome);
            // the value of the feature is minus the logarithm of the loss
            assertTrue(Math.exp(-value) > 0.5 && Math.exp(-value) < 20, "loss " + Math.exp(-value));
            assertEquals(value, value(other.features().getFirst(), genome));
        }
        trained.close();
        other.close();
    }

    @Test
    void featuresBesideMoreThanAThousandAccuraciesAreRefused() throws IOException {
        SearchSpace large = SpaceFile.find("nas-bench-macro");
        var random = new SplittableRandom(1);
        var text = new StringBuilder("genome,accuracy\n");
        Stream.generate(() -> large.canonical(large.sample(random)))
                .distinct()
                // one more than the largest number with features
                .limit(1001)
                .forEach(g -> text.append(large.format(g))
                        .append(",0.")
                        .append(5 + g.choice(0))
                        .append('\n'));
        Path file = Files.writeString(temp.resolve("many.csv"), text);
        UserError e = assertThrows(
                UserError.class,
                () -> AccuracySource.open(
                        AccuracySpec.parse("predicted:" + file + "+synflow"), large, Optional.empty(), 1));
        assertEquals("omit '+synflow'", e.fix());
    }
}
