package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.base.RandomBits;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.Trainable;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.network.Weights;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The first steps of a training on images of half the size, against passes of a network for such images. */
class HalfSizeTrainingTest {
    private static final long SEED = 5;
    private static final int EPOCHS = 2;
    private static final int STEPS_PER_EPOCH = 6;
    private static final double NO_DROP_PATH = 0;
    private static final SupernetRecipe RECIPE = TinySupernet.recipe(EPOCHS)
            .withSubnetsPerStep(1)
            // only the largest network is trained in all steps
            .with(new SamplingSchedule(1, 1))
            .with(Refinements.NONE.withHalfSizeUntil(0.5));

    private final SharedWeights shared = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(SEED));
    private final Genome largest = Bounds.max(TinySupernet.SPACE, Unit::macs).genome();

    @Test
    void theNetworkForSmallImagesHasTheSameWeights() {
        assertEquals(
                shared.subnet(largest).slices(),
                shared.subnetOfHalfSize(largest).slices());
        assertEquals(
                new Shape(1, 6, 6), shared.subnetOfHalfSize(largest).network().input());
    }

    @Test
    void theFirstHalfOfTheStepsReadsImagesOfHalfTheSize() {
        assertEquals(lossOf(shared.subnetOfHalfSize(largest), 0), lossOfStep(0));
        assertEquals(lossOf(shared.subnetOfHalfSize(largest), STEPS_PER_EPOCH - 1), lossOfStep(STEPS_PER_EPOCH - 1));
    }

    @Test
    void theSecondHalfReadsTheWholeImages() {
        assertEquals(lossOf(shared.subnet(largest), STEPS_PER_EPOCH), lossOfStep(STEPS_PER_EPOCH));
    }

    /** The loss of a step of the training, counted from 0, with the initial weights. */
    private double lossOfStep(int index) {
        try (var executor = new Executor(1)) {
            var training = new SupernetTraining(executor, shared, TinySupernet.DATA, RECIPE, SEED);
            var step = new Trainable.Step(index / STEPS_PER_EPOCH, index % STEPS_PER_EPOCH, index);
            return training.computeGradients(step).sum();
        }
    }

    private double lossOf(SubNetwork subnet, int step) {
        try (var executor = new Executor(1);
                var pass = new TrainingPass(
                        executor, subnet.network(), TinySupernet.DATA.task(), RECIPE.batchSize(), NO_DROP_PATH)) {
            var batches = new BatchSource(executor, TinySupernet.DATA, RECIPE, SEED);
            batches.moveTo(step / STEPS_PER_EPOCH, step % STEPS_PER_EPOCH);
            Batch batch = batches.batch(subnet.network().input());
            Weights weights = shared.copyWeights(subnet);
            return pass.run(weights, batch.nchw(), batch.targets(), batches.batchSize(), RandomBits.of(SEED, step))
                    .sum();
        }
    }
}
