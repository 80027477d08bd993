package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.executor.plan.Inference;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import dev.sartor.network.Weights;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KindMixtureTest {
    private static final int IMAGES = 4;
    private static final double NO_DROP_PATH = 0;
    private static final Genome LARGEST =
            Bounds.max(TinySupernet.SPACE, Unit::macs).genome();

    private final SharedWeights shared = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(3));
    private final List<SubNetwork> variants = KindMixture.widestVariants(TinySupernet.SPACE, LARGEST).stream()
            .map(shared::subnet)
            .toList();

    private static float[] images(Network network) {
        var random = new SplittableRandom(1);
        float[] nchw = new float[Math.toIntExact(IMAGES * network.input().size())];
        for (int i = 0; i < nchw.length; i++) {
            nchw[i] = (float) random.nextDouble(-1, 1);
        }
        return nchw;
    }

    @Test
    void theVariantsHaveAllKindsOfBlocksAtEachPosition() {
        assertEquals(
                3,
                KindMixture.widestVariants(TinySupernet.SPACE, LARGEST).stream()
                        .map(g ->
                                TinySupernet.SPACE.decode(g).blocks().getFirst().kind())
                        .distinct()
                        .count());
    }

    /**
     * Computed segment by segment: the mean of the outputs of all blocks at a position, which read the mean of the position
     * before.
     */
    @Test
    void theOutputAtEachPositionIsTheMeanOfItsBlocks() {
        SubNetwork mixture = KindMixture.of(variants);
        try (var executor = new Executor(1)) {
            float[] expected = images(mixture.network());
            for (int s = 0; s < variants.getFirst().network().segments().size(); s++) {
                expected = mean(executor, s, expected);
            }
            float[] actual = Inference.logits(
                    executor, mixture.network(), shared.copyWeights(mixture), images(mixture.network()), IMAGES);
            assertArrayEquals(expected, actual, 1e-4f);
        }
    }

    private float[] mean(Executor executor, int index, float[] input) {
        Map<String, float[]> outputs = new HashMap<>();
        for (SubNetwork variant : variants) {
            Segment segment = variant.network().segments().get(index);
            Network alone = variant.network().extract(segment);
            outputs.computeIfAbsent(
                    segment.key(), _ -> Inference.logits(executor, alone, shared.copyWeights(variant), input, IMAGES));
        }
        float[] mean = new float[outputs.values().iterator().next().length];
        outputs.values().forEach(values -> {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values[i] / outputs.size();
            }
        });
        return mean;
    }

    /** By central differences of the loss along the gradient of each tensor. */
    @Test
    void theGradientOfEachKindIsTheDerivativeOfTheLoss() {
        SubNetwork mixture = KindMixture.of(variants);
        float[] nchw = images(mixture.network());
        try (var executor = new Executor(1);
                var pass =
                        new TrainingPass(executor, mixture.network(), TinySupernet.DATA.task(), IMAGES, NO_DROP_PATH)) {
            double loss = loss(pass, shared.copyWeights(mixture), nchw);
            Map<String, float[]> gradients =
                    new HashMap<>(pass.gradients().copy().tensors());
            assertTrue(loss > 0);
            for (Parameter p : mixture.network().parameters()) {
                if (mixture.slices().containsKey(p.name()) && p.role() == Parameter.Role.WEIGHT) {
                    float[] gradient = gradients.get(p.name());
                    double squared = 0;
                    for (float g : gradient) {
                        squared += g * g;
                    }
                    double step = 3e-3 / Math.sqrt(squared);
                    double slope = (loss(pass, moved(mixture, p, gradient, step), nchw)
                                    - loss(pass, moved(mixture, p, gradient, -step), nchw))
                            / (2 * step);
                    assertEquals(squared, slope, 0.05 * squared, p.name());
                }
            }
        }
    }

    private Weights moved(SubNetwork mixture, Parameter p, float[] gradient, double step) {
        Weights weights = shared.copyWeights(mixture);
        float[] values = weights.tensor(p);
        for (int i = 0; i < gradient.length; i++) {
            values[i] += (float) (step * gradient[i]);
        }
        return weights;
    }

    private static double loss(TrainingPass pass, Weights weights, float[] nchw) {
        var targets = Targets.of(TinySupernet.DATA.task(), IMAGES);
        targets.setLabels(new int[] {0, 1, 2, 0}, IMAGES);
        return pass.run(weights, nchw, targets, IMAGES, 1).sum() / IMAGES;
    }

    @Test
    void blocksOfOneKindAreNotMixed() {
        SubNetwork alone = KindMixture.of(List.of(variants.getFirst(), variants.getFirst()));
        assertEquals(variants.getFirst().network().params(), alone.network().params());
        assertTrue(alone.fixed().isEmpty());
    }
}
