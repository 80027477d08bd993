package dev.sartor.accuracy.predictor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChoiceAttributesTest {
    private static final List<String> ALTERNATIVES = List.of("k3_e1_se0", "k3_e4_se0.25", "k3_e6_se0", "k5_e6_se0");
    private static final ChoiceAttributes ATTRIBUTES =
            new ChoiceAttributes(List.of(gene(Gene.Role.STAGE_ATTRIBUTES, ALTERNATIVES), depth(), depth()));

    private static Gene gene(Gene.Role role, List<String> alternatives) {
        // Gene: name, role, stage, position, alternatives, kinds
        return new Gene("stages[0]", role, 0, -1, alternatives, List.of());
    }

    private static Gene depth() {
        return gene(Gene.Role.DEPTH, List.of("1", "2", "4"));
    }

    /** Between two alternatives of the first gene. */
    private static double distance(String a, String b) {
        return ATTRIBUTES.distances(0)[ALTERNATIVES.indexOf(a) * ALTERNATIVES.size() + ALTERNATIVES.indexOf(b)];
    }

    @Test
    void theDistanceIsThatOfTheRanksOfTheAttributes() {
        // the mean over kernel size, expansion and squeeze-and-excite of differences of ranks, each from 0 to 1
        assertEquals(0, distance("k3_e6_se0", "k3_e6_se0"));
        assertEquals(1 / 3.0, distance("k3_e6_se0", "k5_e6_se0"), 1e-12);
        assertEquals((1 + 0.5 + 1) / 3, distance("k3_e4_se0.25", "k5_e6_se0"), 1e-12);
        assertEquals(1 / 3.0, distance("k3_e1_se0", "k3_e6_se0"), 1e-12);
        assertArrayEquals(new double[] {0, 0.5, 1, 0.5, 0, 0.5, 1, 0.5, 0}, ATTRIBUTES.distances(1), 1e-12);
    }

    @Test
    void anAttributeThatAnAlternativeLacksRanksLowest() {
        var blocks = new ChoiceAttributes(
                List.of(gene(Gene.Role.STAGE_ATTRIBUTES, List.of("ir_k3", "ir_k3_se0.25", "ir_k5"))));
        assertArrayEquals(new double[] {0, 0.5, 0.5, 0.5, 0, 1, 0.5, 1, 0}, blocks.distances(0), 1e-12);
    }

    @Test
    void depthsOfSeveralStagesAddUp() {
        // the product of the trends of two networks is a part of the covariance of their scores
        double deep =
                GenomeKernel.product(ATTRIBUTES.trend(new int[] {0, 2, 2}), ATTRIBUTES.trend(new int[] {0, 2, 2}));
        double opposite =
                GenomeKernel.product(ATTRIBUTES.trend(new int[] {0, 2, 0}), ATTRIBUTES.trend(new int[] {0, 0, 2}));
        double medium =
                GenomeKernel.product(ATTRIBUTES.trend(new int[] {0, 1, 1}), ATTRIBUTES.trend(new int[] {0, 1, 1}));
        assertTrue(deep > medium + 0.5, deep + " against " + medium);
        assertTrue(opposite < medium, "one stage deeper and another shallower: " + opposite + " against " + medium);
    }

    @Test
    void theEffectsOfTheChoicesAddUpToTheTrend() {
        SearchSpace space = SpaceFile.find("small-32");
        var attributes = new ChoiceAttributes(space.genes());
        var random = new SplittableRandom(3);
        double[] weights = random.doubles(attributes.trendSize(), -1, 1).toArray();
        for (int sample = 0; sample < 20; sample++) {
            int[] choices = space.sample(random).toArray();
            double sum = 0;
            for (int g = 0; g < choices.length; g++) {
                sum += attributes.effects(g, weights)[choices[g]];
            }
            assertEquals(GenomeKernel.product(attributes.trend(choices), weights), sum, 1e-9);
        }
    }
}
