package dev.sartor.accuracy.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.RandomBits;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureSelectionTest {
    private static final SearchSpace SPACE = SpaceFile.find("nas-bench-macro");
    /** Of the values on which the accuracies depend. */
    private static final long HIDDEN_SEED = 3;

    private static final List<Genome> GENOMES = genomes();

    private static List<Genome> genomes() {
        var random = new SplittableRandom(1);
        var seen = new HashSet<Genome>();
        return Stream.generate(() -> SPACE.canonical(SPACE.sample(random)))
                .filter(seen::add)
                .limit(40)
                .toList();
    }

    /**
     * A pseudo-random value from 0 to 1 for a network, which depends on all its units together and cannot be predicted from its
     * choices.
     */
    private static double hidden(int[] units, int length) {
        return pseudoRandom(HIDDEN_SEED, units, length);
    }

    private static double pseudoRandom(long seed, int[] units, int length) {
        long bits = RandomBits.of(seed, Arrays.hashCode(Arrays.copyOf(units, length)));
        // the upper 53 bits as a fraction
        return (bits >>> 11) * 0x1p-53;
    }

    private static double hidden(Genome genome) {
        int[] units = new int[SPACE.unitGraph().maxLength()];
        return hidden(units, SPACE.unitGraph().unitsOf(genome, units));
    }

    /** Pseudo-random values of networks: with {@link #HIDDEN_SEED} those on which the accuracies depend, with other seeds noise. */
    private record Feature(String name, long seed) implements NetworkFeature {
        @Override
        public double of(Genome genome, int[] units, int length) {
            return pseudoRandom(seed, units, length);
        }
    }

    private static List<ScoredGenome> known() {
        return GENOMES.stream()
                .map(g -> new ScoredGenome(g, 0.6 + 0.3 * hidden(g)))
                .toList();
    }

    @Test
    void aFeatureThatTellsTheAccuracyIsKeptAndImprovesTheRanking() {
        var selection = new FeatureSelection(SPACE, List.of(new Feature("telling", HIDDEN_SEED)));
        GaussianProcessPredictor with = selection.fit(EvaluationMetric.ACCURACY, known());
        assertEquals(List.of("telling"), selection.selectedFeatures());
        GaussianProcessPredictor without =
                GaussianProcessPredictor.fit(new GenomeFeatures(SPACE), EvaluationMetric.ACCURACY, known());
        assertTrue(
                with.heldOutQuality().kendallTau() > 0.8, with.heldOutQuality().toString());
        assertTrue(
                without.heldOutQuality().kendallTau() < 0.5,
                without.heldOutQuality().toString());
    }

    @Test
    void featuresOfNoiseAreNotKept() {
        List<NetworkFeature> noise = List.of(new Feature("a", 11), new Feature("b", 12), new Feature("c", 13));
        var selection = new FeatureSelection(SPACE, noise);
        List<ScoredGenome> smooth = GENOMES.stream()
                .map(g -> new ScoredGenome(
                        g, 1 - 0.5 * Math.exp(-0.2 * Arrays.stream(g.toArray()).sum())))
                .toList();
        GaussianProcessPredictor predictor = selection.fit(EvaluationMetric.ACCURACY, smooth);
        assertEquals(List.of(), selection.selectedFeatures());
        assertEquals(
                GaussianProcessPredictor.fit(new GenomeFeatures(SPACE), EvaluationMetric.ACCURACY, smooth)
                        .predict(GENOMES.getFirst()),
                predictor.predict(GENOMES.getFirst()));
    }
}
