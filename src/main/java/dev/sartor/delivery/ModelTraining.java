package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.Teacher;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.executor.training.TrainingResult;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains an architecture to convergence and evaluates it on the test images, once. Writes its weights and its card. While it
 * runs, a checkpoint beside them holds its state; after an interruption the same call resumes from it.
 */
public final class ModelTraining {
    private final Executor executor;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;
    private final Optional<Teacher> teacher;

    /**
     * @param cancelled polled while training
     * @param teacher   for knowledge distillation
     */
    public ModelTraining(
            Executor executor, TrainingListener listener, BooleanSupplier cancelled, Optional<Teacher> teacher) {
        this.executor = executor;
        this.listener = listener;
        this.cancelled = cancelled;
        this.teacher = teacher;
    }

    /**
     * Trains an architecture.
     *
     * @param dataset with the input shape and the classes of the architecture
     * @param files   to write
     * @param shared  the shared weights to start from; empty for new weights
     * @throws java.util.concurrent.CancellationException if it was cancelled; the checkpoint holds its state
     */
    public ModelCard train(
            Architecture architecture,
            Dataset dataset,
            Recipe recipe,
            long seed,
            ModelFiles files,
            Optional<RunSharedWeights> shared) {
        if (!architecture.input().equals(dataset.shape())) {
            throw new UserError(
                    "the input of the network is " + architecture.input() + ", but the images are " + dataset.shape(),
                    architecture.name() + " on " + dataset.name(),
                    "open the data in the shape of the network's input");
        }
        files.createFolder();
        Network network = Lowering.lower(architecture);
        InitialWeights start = shared.map(s -> s.initialWeights(architecture, executor, listener, cancelled))
                .orElseGet(() -> InitialWeights.random(network, seed));
        TrainingResult trained = train(network, start.weights(), dataset, recipe, seed, files.checkpoint());
        WeightsFile.write(files.weights(), trained.weights());
        ModelCard card = new ModelCard(
                architecture.name(),
                architecture.blockStrings(),
                new ModelCard.Data(dataset.name(), dataset.hash()),
                start.sharedWeightsRun(),
                teacher.map(Teacher::name),
                recipe,
                seed,
                trained.history(),
                Evaluation.accuracy(executor, network, trained.weights(), dataset, dataset.validation()),
                Evaluation.accuracy(executor, network, trained.weights(), dataset, dataset.test()),
                Optional.empty(),
                List.of());
        card.write(files.card());
        delete(files.checkpoint());
        return card;
    }

    private TrainingResult train(
            Network network, Weights start, Dataset dataset, Recipe recipe, long seed, Path checkpoint) {
        try {
            return Trainer.train(
                    executor,
                    network,
                    start,
                    dataset,
                    recipe,
                    seed,
                    listener,
                    TrainingOptions.DEFAULTS
                            .withCheckpoint(checkpoint)
                            .withCancellation(cancelled)
                            .withTeacher(teacher));
        } catch (UserError e) {
            if (DivergenceCheck.isDivergence(e)) {
                // a resumed training would diverge again, and the file would prevent a training with a lower learning
                // rate
                delete(checkpoint);
            }
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
