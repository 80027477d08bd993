package dev.sartor.accuracy.predictor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MlpPredictorTest {
    private static final SearchSpace SPACE = SpaceFile.find("mobilenet-v2-like");
    /** Numbers of the linear layers; the layers between them are relus. */
    private static final List<Integer> LINEAR_LAYERS = List.of(1, 3, 5, 7);

    private static final int STEPS = 10;

    private static final List<ScoredGenome> KNOWN =
            genomes(400, 1).stream().map(g -> new ScoredGenome(g, accuracy(g))).toList();
    private static final List<Genome> OTHERS = genomes(150, 2);
    // fitted: threads, seed
    private static final MlpPredictor FITTED = fitted(1, 1);

    private static List<Genome> genomes(int count, long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> SPACE.sample(random))
                .distinct()
                .limit(count)
                .toList();
    }

    /** Deep networks with large kernels are accurate. */
    private static double accuracy(Genome genome) {
        int sum = 0;
        for (int g = 0; g < genome.length(); g++) {
            sum += genome.choice(g);
        }
        return 0.5 + sum / 200.0;
    }

    private static double[] predicted(FittedPredictor model, List<Genome> genomes) {
        double[] scores = new double[genomes.size()];
        model.predict(genomes, scores);
        return scores;
    }

    private static MlpPredictor fitted(int threads, long seed) {
        return MlpPredictor.fit(SPACE.genes(), EvaluationMetric.ACCURACY, KNOWN, seed, threads, STEPS);
    }

    @Test
    void predictionsEqualThoseOfPlainArithmetic() {
        double[] scores = predicted(FITTED, OTHERS);
        for (int i = 0; i < scores.length; i += 5) {
            assertEquals(plainPrediction(FITTED, OTHERS.get(i)), scores[i], 1e-5);
        }
    }

    /** The prediction in double precision, layer by layer, from the one-hot encoding. */
    private static double plainPrediction(MlpPredictor predictor, Genome genome) {
        double[] values = new double[SPACE.genes().stream().mapToInt(Gene::size).sum()];
        int first = 0;
        for (int g = 0; g < genome.length(); g++) {
            values[first + genome.choice(g)] = 1;
            first += SPACE.genes().get(g).size();
        }
        Weights weights = predictor.weights();
        for (int layer : LINEAR_LAYERS) {
            values = dense(
                    weights.tensor("layer" + layer + ".weight"), weights.tensor("layer" + layer + ".bias"), values);
            if (layer < LINEAR_LAYERS.getLast()) {
                values = Arrays.stream(values).map(v -> Math.max(0, v)).toArray();
            }
        }
        return predictor.standardisation().invert(values[0]);
    }

    private static double[] dense(float[] matrix, float[] bias, double[] in) {
        return IntStream.range(0, bias.length)
                .mapToDouble(o -> bias[o]
                        + IntStream.range(0, in.length)
                                .mapToDouble(i -> matrix[o * in.length + i] * in[i])
                                .sum())
                .toArray();
    }

    @Test
    void thePredictorHasTheLayerSizesOfThatOfOnceForAll() {
        Weights weights = FITTED.weights();
        assertEquals(
                List.of(400, 400, 400, 1),
                LINEAR_LAYERS.stream()
                        .map(l -> weights.tensor("layer" + l + ".bias").length)
                        .toList());
        assertEquals(400 * 400, weights.tensor("layer5.weight").length);
    }

    @Test
    void theSameSeedGivesTheSameWeightsOnAnyNumberOfThreads() {
        assertEquals(FITTED.fingerprint(), fitted(2, 1).fingerprint());
        assertNotEquals(FITTED.fingerprint(), fitted(1, 2).fingerprint());
    }

    @Test
    void aGenomeHasTheSameScoreInAnyBatchAndOnAnyThread() throws Exception {
        MlpPredictor predictor = FITTED;
        double[] batch = predicted(predictor, OTHERS);
        for (int i : new int[] {0, 63, 64, 149}) {
            assertArrayEquals(new double[] {batch[i]}, predicted(predictor, List.of(OTHERS.get(i))));
        }
        List<Callable<double[]>> simultaneous = IntStream.range(0, 8)
                .<Callable<double[]>>mapToObj(_ -> () -> predicted(predictor, OTHERS))
                .toList();
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (Future<double[]> answer : pool.invokeAll(simultaneous)) {
                assertArrayEquals(batch, answer.get());
            }
        }
    }

    @Test
    void thePredictorRanksGenomesThatItWasNotFittedTo() {
        // MlpPredictor.fit: genes, metric, examples, seed, threads, steps
        MlpPredictor predictor = MlpPredictor.fit(SPACE.genes(), EvaluationMetric.ACCURACY, KNOWN, 1, 1, 150);
        assertEquals(40, predictor.heldOutQuality().networks());
        assertTrue(
                predictor.heldOutQuality().kendallTau() > 0.8,
                predictor.heldOutQuality().toString());
        double[] scores = predicted(predictor, OTHERS);
        double meanError = IntStream.range(0, scores.length)
                .mapToDouble(i -> Math.abs(scores[i] - accuracy(OTHERS.get(i))))
                .average()
                .orElseThrow();
        assertTrue(meanError < 0.01, "mean error " + meanError);
    }

    @Test
    void constantScoresArePredicted() {
        List<ScoredGenome> flat =
                KNOWN.stream().map(k -> new ScoredGenome(k.genome(), 0.5)).toList();
        MlpPredictor predictor = MlpPredictor.fit(SPACE.genes(), EvaluationMetric.ACCURACY, flat, 1, 1, STEPS);
        assertEquals(0.5, predicted(predictor, OTHERS)[0], 0.05);
    }

    @Test
    void manyScoresAreFittedByANetworkAndFewByAGaussianProcess() {
        assertInstanceOf(
                GaussianProcessPredictor.class,
                // FittedPredictor.fit: space, metric, examples, seed, threads
                FittedPredictor.fit(SPACE, EvaluationMetric.ACCURACY, KNOWN.subList(0, 50), 1, 1));
        List<ScoredGenome> many = genomes(FittedPredictor.MAX_GAUSSIAN_PROCESS_SIZE + 1, 3).stream()
                .map(g -> new ScoredGenome(g, accuracy(g)))
                .toList();
        assertInstanceOf(MlpPredictor.class, FittedPredictor.fit(SPACE, EvaluationMetric.ACCURACY, many, 1, 2));
    }
}
