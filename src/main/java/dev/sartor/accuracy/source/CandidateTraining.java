package dev.sartor.accuracy.source;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trains candidates from scratch for a few epochs on one thread each and judges them on the validation images; the test images
 * are never looked at. Weights and batches follow from the seed and the architecture, so that neither the order nor the
 * number of candidates at work changes an answer.
 */
final class CandidateTraining {
    // Few passes learn most in many small steps over images as they are: after 3 x 4000 images of Fashion-MNIST a
    // network
    // of small-28 had 0.77 by the standard recipe (batches of 64, augmented) and 0.85 by this one.
    private static final int BATCH = 32;
    private static final double LEARNING_RATE = 0.1;
    private static final double WARM_UP_EPOCHS = 0.3;

    private final Dataset dataset;
    private final Images validation;
    private final Recipe recipe;
    private final Map<Shape, Dataset> atShape = new ConcurrentHashMap<>();
    private final Map<Shape, Images> validationAtShape = new ConcurrentHashMap<>();

    /**
     * @param images  at most so many training images
     * @param dataset whose classes the architectures must have
     * @param seed    of the choice of training images
     */
    CandidateTraining(int epochs, OptionalInt images, Dataset dataset, long seed) {
        Images train = images.isPresent() ? dataset.train().stratifiedSample(images.getAsInt(), seed) : dataset.train();
        validation = dataset.validation();
        // without its validation images, since the trainer would judge every epoch on them
        this.dataset = dataset.trainingOnly(train);
        recipe = new Recipe(
                epochs,
                BATCH,
                new Schedule(LEARNING_RATE, WARM_UP_EPOCHS),
                new Optimiser.Sgd(0.9, 5e-4),
                Regularisation.NONE,
                AugmentationPolicy.NONE);
    }

    /** The validation accuracy when training ends, or pauses as {@code control} says. */
    double accuracy(Executor executor, Architecture architecture, long seed, TrainingOptions control)
            throws InterruptedException {
        Network network = Lowering.lower(architecture);
        long own = ArchitectureSeed.of(architecture, seed);
        Shape input = architecture.input();
        Dataset images = atShape.computeIfAbsent(input, s -> dataset.atSize(s.height(), s.width()));
        try {
            Weights weights = Trainer.train(
                            executor,
                            network,
                            Weights.initial(network, new SplittableRandom(own)),
                            images,
                            recipe,
                            own,
                            TrainingListener.NO_OP,
                            control)
                    .weights();
            return Evaluation.accuracy(
                    executor,
                    network,
                    weights,
                    dataset,
                    validationAtShape.computeIfAbsent(input, validation::withShape));
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (UserError e) {
            if (DivergenceCheck.isDivergence(e)) {
                // a candidate that diverges has learnt nothing, which is its result and no reason to end the search
                return dataset.task().chanceMetric();
            }
            throw e;
        }
    }

    /** {@code 4000 images of shapes, judged on 1000 others}. */
    String description() {
        return dataset.train().count() + " images of " + dataset.name() + ", judged on " + validation.count()
                + " others";
    }
}
