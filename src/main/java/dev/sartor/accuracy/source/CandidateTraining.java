package dev.sartor.accuracy.source;

import dev.sartor.accuracy.CandidateSettings;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.Folds;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Training of candidates from scratch for a few epochs, each on one thread, and their evaluation on the validation images, or by
 * cross-validation on training and validation images; the test images are never used. Initial weights and batches depend on the
 * seed and the architecture only, so neither the order nor the number of simultaneous trainings changes an accuracy.
 */
final class CandidateTraining {
    private final List<Fold> folds;
    private final Recipe recipe;
    private final Precision precision;

    /**
     * @param settings batch size, number of training images, folds, and precision of the evaluation
     * @param dataset  a data set with as many classes as the architectures
     * @param seed     seed of the sample of training images and of the folds
     */
    CandidateTraining(int epochs, CandidateSettings settings, Dataset dataset, long seed) {
        // each is a division into images to train on and images to evaluate on
        List<Dataset> divisions = settings.folds() == 1 ? List.of(dataset) : Folds.of(dataset, settings.folds(), seed);
        folds = divisions.stream().map(d -> Fold.of(d, settings.images(), seed)).toList();
        recipe = settings.recipe(epochs);
        precision = settings.precision();
    }

    /** The number of trainings of each candidate. */
    int folds() {
        return folds.size();
    }

    /** The validation accuracy after training. */
    double accuracy(Executor executor, Architecture architecture, long seed) throws InterruptedException {
        return accuracy(executor, architecture, seed, _ -> TrainingOptions.DEFAULTS);
    }

    /**
     * The validation accuracy after training, or at the pause that the options ask for. With several folds it is the share of
     * correct answers on the validation images of all folds.
     *
     * @param options options of the training, by the index of the fold, from 0
     */
    double accuracy(Executor executor, Architecture architecture, long seed, IntFunction<TrainingOptions> options)
            throws InterruptedException {
        if (folds.size() == 1) {
            int onlyFold = 0;
            return accuracy(executor, architecture, seed, onlyFold, options.apply(onlyFold));
        }
        double correct = 0;
        int images = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            int count = folds.get(fold).validation().count();
            correct += count * accuracy(executor, architecture, seed, fold, options.apply(fold));
            images += count;
        }
        return correct / images;
    }

    private double accuracy(Executor executor, Architecture architecture, long seed, int fold, TrainingOptions options)
            throws InterruptedException {
        Network network = Lowering.lower(architecture);
        long trainingSeed = ArchitectureSeed.of(architecture, seed) + fold;
        Dataset training = folds.get(fold).training(architecture.input());
        try {
            Weights weights = Trainer.train(
                            executor,
                            network,
                            Weights.initial(network, new SplittableRandom(trainingSeed)),
                            training,
                            recipe,
                            trainingSeed,
                            TrainingListener.NO_OP,
                            options)
                    .weights();
            Images validation = folds.get(fold).validation(architecture.input());
            return switch (precision) {
                case FP32 -> Evaluation.accuracy(executor, network, weights, training, validation);
                case INT8 ->
                    QuantisedEvaluation.score(executor, network, weights, training, validation, seed)
                            .accuracy();
            };
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (UserError e) {
            if (DivergenceCheck.isDivergence(e)) {
                // divergence is a result like any other: the candidate is no better than guessing
                return training.task().chanceMetric();
            }
            throw e;
        }
    }

    /** The images of all folds that candidates are evaluated on. */
    EvaluationSet evaluationSet() {
        return EvaluationSet.of(folds.stream().map(Fold::validation).toList());
    }

    /** A text for reports, such as {@code 4000 images of shapes, evaluated on 1000 others}. */
    String description() {
        Dataset first = folds.getFirst().training();
        String training = first.train().count() + " images of " + first.name() + ", evaluated "
                + (precision == Precision.FP32 ? "" : "in " + precision.token() + " ") + "on ";
        return folds.size() == 1
                ? training + folds.getFirst().validation().count() + " others"
                : training + evaluationSet().images() + " by cross-validation with " + folds.size() + " folds";
    }

    /**
     * The images that a candidate is trained and evaluated on, also in the shapes that were needed so far.
     *
     * @param training data set without validation images, since the trainer would evaluate every epoch on them
     */
    private record Fold(
            Dataset training,
            Images validation,
            Map<Shape, Dataset> trainingByShape,
            Map<Shape, Images> validationByShape) {
        static Fold of(Dataset division, OptionalInt images, long seed) {
            Images train =
                    images.isPresent() ? division.train().stratifiedSample(images.getAsInt(), seed) : division.train();
            return new Fold(
                    division.trainingOnly(train),
                    division.validation(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>());
        }

        Dataset training(Shape input) {
            return trainingByShape.computeIfAbsent(input, s -> training.atSize(s.height(), s.width()));
        }

        Images validation(Shape input) {
            return validationByShape.computeIfAbsent(input, validation::withShape);
        }
    }
}
