package dev.sartor.accuracy.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.math.Cholesky;
import dev.sartor.base.math.KendallTau;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.HugeSpaceTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianProcessPredictorTest {
    private static final SearchSpace SPACE = SpaceFile.find("nas-bench-macro");
    private static final GenomeFeatures FEATURES = new GenomeFeatures(SPACE);

    /** The error decreases with every gene, and two genes interact. */
    private static double accuracy(Genome g) {
        double gain = 0;
        for (int i = 0; i < g.length(); i++) {
            gain += (0.1 + 0.05 * i) * Math.sqrt(g.choice(i));
        }
        return 1 - 0.6 * Math.exp(-gain - (g.choice(0) > 0 && g.choice(1) > 0 ? 0.3 : 0));
    }

    private static List<ScoredGenome> known(int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Set<Genome> seen = new HashSet<>();
        List<ScoredGenome> known = new ArrayList<>();
        while (known.size() < count) {
            Genome genome = SPACE.canonical(SPACE.sample(random));
            if (seen.add(genome)) {
                known.add(new ScoredGenome(genome, accuracy(genome)));
            }
        }
        return known;
    }

    private static GaussianProcessPredictor fitted(int count, long seed) {
        return GaussianProcessPredictor.fit(FEATURES, EvaluationMetric.ACCURACY, known(count, seed));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aSmoothFunctionIsFittedToFewGenomes(long seed) {
        GaussianProcessPredictor predictor = fitted(60, seed);
        List<ScoredGenome> others = known(300, seed + 100);
        double[] truth = others.stream().mapToDouble(ScoredGenome::score).toArray();
        double[] expected = others.stream()
                .mapToDouble(k -> predictor.predict(k.genome()).mean())
                .toArray();
        assertTrue(KendallTau.of(expected, truth) > 0.9, "tau " + KendallTau.of(expected, truth));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theMeanGainOfAChoiceIsMoreCertainThanThatOfOneNetwork(long seed) {
        GaussianProcessPredictor predictor = fitted(60, seed);
        int gene = 5;
        List<Genome> without = known(30, seed + 50).stream()
                .map(k -> SPACE.canonical(k.genome().with(gene, 0)))
                .distinct()
                .toList();
        List<Genome> with =
                without.stream().map(g -> SPACE.canonical(g.with(gene, 2))).toList();
        // by the formula of accuracy(), from choice 0 of this gene to choice 2
        double avoidedErrors = 1 - Math.exp(-(0.1 + 0.05 * gene) * Math.sqrt(2));
        PredictedScore gain = predictor.meanGain(with, without);
        assertEquals(avoidedErrors, gain.mean(), 0.05);
        assertTrue(
                gain.deviation() > 0 && Math.abs(gain.mean() - avoidedErrors) < 4 * gain.deviation(), gain.toString());
        double single =
                predictor.meanGain(with.subList(0, 1), without.subList(1, 2)).deviation();
        assertTrue(gain.deviation() < single, gain.deviation() + " against " + single);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void mostScoresLieWithinTwoDeviations(long seed) {
        GaussianProcessPredictor predictor = fitted(40, seed);
        long within = known(300, seed + 100).stream()
                .filter(k -> {
                    PredictedScore e = predictor.predict(k.genome());
                    return Math.abs(e.mean() - k.score()) <= 2 * e.deviation() + 1e-3;
                })
                .count();
        assertTrue(within > 240, within + " of 300 within two deviations");
    }

    @Test
    void predictionsOfKnownGenomesAreMoreCertain() {
        GaussianProcessPredictor predictor = fitted(40, 1);
        List<ScoredGenome> known = known(40, 1);
        double atKnown = known.stream()
                .mapToDouble(k -> predictor.predict(k.genome()).deviation())
                .average()
                .orElseThrow();
        double elsewhere = known(200, 9).stream()
                .mapToDouble(k -> predictor.predict(k.genome()).deviation())
                .average()
                .orElseThrow();
        assertTrue(atKnown < elsewhere, atKnown + " against " + elsewhere);
    }

    @Test
    void leaveOneOutMeansAreThoseOfFitsToTheOthers() {
        List<ScoredGenome> known = known(12, 4);
        GenomePoint[] points =
                FEATURES.points(known.stream().map(ScoredGenome::genome).toList());
        double[] values = known.stream().mapToDouble(ScoredGenome::score).toArray();
        double average = Arrays.stream(values).average().orElseThrow();
        var hyperparameters = new KernelHyperparameters(FEATURES);
        GenomeKernel kernel = hyperparameters.kernel(hyperparameters.expected());
        double noise = 0.05;
        double[] means = new GaussianProcess(kernel, noise, new GenomePoints(points), values).leaveOneOutMeans();
        for (int leftOut = 0; leftOut < values.length; leftOut++) {
            int excluded = leftOut;
            int[] others =
                    IntStream.range(0, values.length).filter(i -> i != excluded).toArray();
            double[][] covariances = new double[others.length][others.length];
            for (int i = 0; i < others.length; i++) {
                for (int j = 0; j <= i; j++) {
                    covariances[i][j] = kernel.covariance(points[others[i]], points[others[j]]) + (i == j ? noise : 0);
                }
            }
            double[] weights = new Cholesky(covariances)
                    .solve(IntStream.of(others)
                            .mapToDouble(i -> values[i] - average)
                            .toArray());
            double mean = average;
            for (int i = 0; i < others.length; i++) {
                mean += weights[i] * kernel.covariance(points[leftOut], points[others[i]]);
            }
            assertEquals(mean, means[leftOut], 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nas-bench-macro", "small-32"})
    void genomeMeansEqualThePredictionsOfSingleGenomes(String name) {
        SearchSpace space = SpaceFile.find(name);
        var features = new GenomeFeatures(space);
        var random = new SplittableRandom(5);
        GenomePoint[] points = Stream.generate(() -> features.point(space.canonical(space.sample(random))))
                .limit(23)
                .toArray(GenomePoint[]::new);
        double[] values = random.doubles(points.length).toArray();
        // TrainingNoise: variance, degrees of freedom
        var process = KernelHyperparameterSearch.fit(features, new TrainingNoise(0, 0), points, values);
        GenomeMeans means = process.means(features);
        for (int i = 0; i < 50; i++) {
            Genome genome = space.canonical(space.sample(random));
            assertEquals(
                    process.predict(features.point(genome)).mean(),
                    means.mean(genome.toArray(), features.sizesOf(genome), new double[means.points()]),
                    1e-9);
        }
    }

    /** From accuracies with much noise, predictions rank the networks better than these accuracies do. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theNoiseOfTrainingsIsNotFitted(long seed) {
        var random = new SplittableRandom(seed);
        List<ScoredGenome> noisy = known(60, seed).stream()
                .map(k -> new ScoredGenome(k.genome(), 1 - (1 - k.score()) * Math.exp(0.6 * random.nextGaussian())))
                .toList();
        double[] truth = noisy.stream().mapToDouble(k -> accuracy(k.genome())).toArray();
        double[] scores = noisy.stream().mapToDouble(ScoredGenome::score).toArray();
        GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(FEATURES, EvaluationMetric.ACCURACY, noisy);
        double[] predicted = noisy.stream()
                .mapToDouble(k -> predictor.predict(k.genome()).mean())
                .toArray();
        double noisyTau = KendallTau.of(scores, truth);
        assertTrue(
                KendallTau.of(predicted, truth) > noisyTau + 0.05,
                KendallTau.of(predicted, truth) + " against " + noisyTau);
    }

    @Test
    void theFeaturesNeedNoCompleteUnitGraph() {
        SearchSpace huge = Spaces.of(HugeSpaceTest.text());
        assertFalse(huge.unitGraph().hasAllUnits());
        var features = new GenomeFeatures(huge);
        assertEquals(
                features.sizes(),
                features.point(huge.sample(new SplittableRandom(1))).sizes().length);
    }

    @Test
    void theSameScoresGiveTheSamePredictions() {
        Genome other = known(1, 77).getFirst().genome();
        assertEquals(fitted(30, 5).predict(other), fitted(30, 5).predict(other));
        assertEquals(fitted(30, 5).heldOutQuality(), fitted(30, 5).heldOutQuality());
    }

    @Test
    void scoresArePredictedOnTheirOwnScale() {
        EvaluationMetric score = EvaluationMetric.named("most-macs").orElseThrow();
        List<ScoredGenome> known = known(60, 1).stream()
                .map(k -> new ScoredGenome(
                        k.genome(), 1e6 * (3 + k.genome().choice(2) - k.genome().choice(5))))
                .toList();
        GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(FEATURES, score, known);
        // 3 plus the third choice, 0, minus the sixth, 2, in millions
        Genome low = Genome.of(1, 1, 0, 1, 1, 2, 1, 1);
        assertEquals(1e6, predictor.predict(SPACE.canonical(low)).mean(), 3e5);
        assertTrue(
                predictor.heldOutQuality().rmse() < 3e5,
                predictor.heldOutQuality().toString());
    }

    @Test
    void constantScoresAreFittedAndTooFewGenomesAreRefused() {
        List<ScoredGenome> flat =
                known(6, 1).stream().map(k -> new ScoredGenome(k.genome(), 0.5)).toList();
        assertEquals(
                0.5,
                GaussianProcessPredictor.fit(FEATURES, EvaluationMetric.ACCURACY, flat)
                        .predict(flat.getFirst().genome())
                        .mean(),
                1e-9);
        assertThrows(
                IllegalArgumentException.class,
                () -> GaussianProcessPredictor.fit(FEATURES, EvaluationMetric.ACCURACY, flat.subList(0, 3)));
    }
}
