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
    private static final List<Genome> GENOMES = genomes();

    private static List<Genome> genomes() {
        var random = new SplittableRandom(1);
        var seen = new HashSet<Genome>();
        return Stream.generate(() -> SPACE.canonical(SPACE.sample(random)))
                .filter(seen::add)
                .limit(40)
                .toList();
    }

    /** A value of a network that neither its choices nor its sizes tell. */
    private static double hidden(int[] units, int length) {
        return (RandomBits.of(3, Arrays.hashCode(Arrays.copyOf(units, length))) >>> 11) * 0x1p-53;
    }

    private static double hidden(Genome genome) {
        int[] units = new int[SPACE.unitGraph().maxLength()];
        return hidden(units, SPACE.unitGraph().unitsOf(genome, units));
    }

    private record Feature(String name, long salt) implements NetworkFeature {
        @Override
        public double of(Genome genome, int[] units, int length) {
            return salt == 0
                    ? hidden(units, length)
                    : (RandomBits.of(salt, Arrays.hashCode(Arrays.copyOf(units, length))) >>> 11) * 0x1p-53;
        }
    }

    private static List<ScoredGenome> known() {
        return GENOMES.stream()
                .map(g -> new ScoredGenome(g, 0.6 + 0.3 * hidden(g)))
                .toList();
    }

    @Test
    void aFeatureThatTellsTheAccuracyIsKeptAndImprovesTheRanking() {
        var selection = new FeatureSelection(SPACE, List.of(new Feature("telling", 0)));
        GaussianProcessPredictor with = selection.fit(EvaluationMetric.ACCURACY, known());
        assertEquals(List.of("telling"), selection.selected());
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
        assertEquals(List.of(), selection.selected());
        assertEquals(
                GaussianProcessPredictor.fit(new GenomeFeatures(SPACE), EvaluationMetric.ACCURACY, smooth)
                        .predict(GENOMES.getFirst()),
                predictor.predict(GENOMES.getFirst()));
    }
}
