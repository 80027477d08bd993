package dev.sartor.accuracy.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainingNoiseTest {
    private static final SearchSpace SPACE = SpaceFile.find("nas-bench-macro");
    private static final GenomeFeatures FEATURES = new GenomeFeatures(SPACE);
    private static final EvaluationMetric METRIC = EvaluationMetric.ACCURACY;

    private static double truth(Genome genome) {
        return 1 - 0.4 * Math.exp(-0.15 * Arrays.stream(genome.toArray()).sum());
    }

    private static List<Genome> genomes(int count, long seed) {
        var random = new SplittableRandom(seed);
        var seen = new HashSet<Genome>();
        return Stream.generate(() -> SPACE.canonical(SPACE.sample(random)))
                .filter(seen::add)
                .limit(count)
                .toList();
    }

    /** Scores of some trainings of each genome, whose errors differ from the truth by a relative deviation. */
    private static List<ScoredGenome> trained(int count, int trainings, double deviation) {
        var random = new SplittableRandom(9);
        return genomes(count, 2).stream()
                .map(g -> {
                    double[] scores = IntStream.range(0, trainings)
                            .mapToDouble(_ -> 1 - (1 - truth(g)) * Math.exp(deviation * random.nextGaussian()))
                            .toArray();
                    double mean = Arrays.stream(scores).average().orElseThrow();
                    return new ScoredGenome(
                            g,
                            mean,
                            trainings,
                            Arrays.stream(scores)
                                    .map(s -> (s - mean) * (s - mean))
                                    .sum());
                })
                .toList();
    }

    @Test
    void theVarianceIsEstimatedFromRepeats() {
        TrainingNoise noise = TrainingNoise.of(new TargetTransform(METRIC), trained(40, 3, 0.1));
        // 40 networks with two degrees of freedom each, from three trainings
        assertEquals(80, noise.freedom());
        assertEquals(0.1, Math.sqrt(noise.variance()), 0.02);
        assertTrue(noise.isKnown());
        // the logarithm of the variance has a standard deviation of sqrt(2 / 80)
        double oneDeviation = Math.exp(Math.sqrt(2.0 / 80));
        assertEquals(-0.5, noise.logProbability(noise.variance() * oneDeviation), 1e-9);
        assertEquals(-0.5, noise.logProbability(noise.variance() / oneDeviation), 1e-9);
    }

    @Test
    void withoutRepeatsNothingIsKnown() {
        TrainingNoise noise = TrainingNoise.of(new TargetTransform(METRIC), trained(40, 1, 0.1));
        assertFalse(noise.isKnown());
    }

    @Test
    void theMeanOfMoreTrainingsMakesPredictionsMoreCertainAndBetter() {
        List<Genome> others = genomes(200, 77);
        GaussianProcessPredictor one = GaussianProcessPredictor.fit(FEATURES, METRIC, trained(30, 1, 0.3));
        GaussianProcessPredictor eight = GaussianProcessPredictor.fit(FEATURES, METRIC, trained(30, 8, 0.3));
        assertTrue(meanDeviation(eight, others) < meanDeviation(one, others));
        assertTrue(squaredError(eight, others) < squaredError(one, others));
    }

    private static double meanDeviation(GaussianProcessPredictor predictor, List<Genome> genomes) {
        return genomes.stream()
                .mapToDouble(g -> predictor.predict(g).deviation())
                .average()
                .orElseThrow();
    }

    private static double squaredError(GaussianProcessPredictor predictor, List<Genome> genomes) {
        return genomes.stream()
                .mapToDouble(g -> Math.pow(predictor.predict(g).mean() - truth(g), 2))
                .average()
                .orElseThrow();
    }
}
