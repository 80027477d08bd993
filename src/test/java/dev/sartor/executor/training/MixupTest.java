package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.arch.Task;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixupTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-3, 0.1, 0.4, 1})
    void ratiosFollowTheBetaDistribution(double alpha) {
        var random = new SplittableRandom(1);
        double[] ratios = DoubleStream.generate(() -> Mixup.beta(alpha, random))
                .limit(20_000)
                .toArray();
        double mean = DoubleStream.of(ratios).average().orElseThrow();
        double variance = DoubleStream.of(ratios)
                .map(r -> (r - 0.5) * (r - 0.5))
                .average()
                .orElseThrow();
        assertEquals(0.5, mean, 0.015);
        // the variance of the beta distribution with both parameters alpha
        assertEquals(1 / (4 * (2 * alpha + 1)), variance, 0.005);
    }

    @Test
    void imagesAndTheirTargetsAreBlendedInPairs() {
        var batch = new Batch(new Shape(1, 1, 2), new Task.Classification(List.of("a", "b", "c")), 5);
        for (int i = 0; i < 5; i++) {
            batch.nchw()[2 * i] = i;
            batch.nchw()[2 * i + 1] = 10 * i;
            batch.labels()[i] = i % 3;
        }
        batch.targets().setLabels(batch.labels(), 5);
        Mixup mixup = Mixup.of(0.5, 7);
        float r = (float) mixup.ratio();
        try (var executor = new Executor(2)) {
            mixup.blend(executor, batch, 5);
        }
        // image i is blended with image 4 - i
        float[] first = {4 - 4 * r, 3 - 2 * r, 2, 1 + 2 * r, 4 * r};
        for (int i = 0; i < 5; i++) {
            assertEquals(first[i], batch.nchw()[2 * i], 1e-6f);
            assertEquals(10 * first[i], batch.nchw()[2 * i + 1], 1e-5f);
        }
        double[] pair = {mixup.ratio(), 1 - mixup.ratio(), 0};
        assertArrayEquals(pair, Arrays.copyOf(batch.targets().probabilities(), 3), 1e-12);
        assertEquals(1, batch.targets().probabilities()[2 * 3 + 2], "the middle one has no partner");
    }
}
