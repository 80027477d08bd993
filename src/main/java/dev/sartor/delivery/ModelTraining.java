package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.Recipe;
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
 * Trains an architecture to convergence and judges it on the test images, once. Leaves its weights and its card; while it
 * runs there is a checkpoint beside them, from which the same call goes on after an interruption.
 */
public final class ModelTraining {
    private final Executor executor;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;
    private final Optional<Teacher> teacher;

    public ModelTraining(Executor executor, TrainingListener listener, BooleanSupplier cancelled) {
        this(executor, listener, cancelled, Optional.empty());
    }

    /** @param teacher whose answers count along with the labels */
    public ModelTraining(
            Executor executor, TrainingListener listener, BooleanSupplier cancelled, Optional<Teacher> teacher) {
        this.executor = executor;
        this.listener = listener;
        this.cancelled = cancelled;
        this.teacher = teacher;
    }

    /**
     * Trains from fresh weights.
     *
     * @param dataset of the shape and the classes of the architecture
     * @param files   where weights and card go
     * @throws java.util.concurrent.CancellationException if it was asked to stop; the checkpoint then holds its state
     */
    public ModelCard train(Architecture architecture, Dataset dataset, Recipe recipe, long seed, ModelFiles files) {
        return train(architecture, dataset, recipe, seed, files, Optional.empty());
    }

    /** The same from weights cut out of shared ones, if there are such. */
    public ModelCard train(
            Architecture architecture,
            Dataset dataset,
            Recipe recipe,
            long seed,
            ModelFiles files,
            Optional<RunSharedWeights> shared) {
        if (!architecture.input().equals(dataset.shape())) {
            throw new UserError(
                    "the network reads " + architecture.input() + ", the images are " + dataset.shape(),
                    architecture.name() + " on " + dataset.name(),
                    "open the data in the network's shape");
        }
        files.makeFolder();
        Network network = Lowering.lower(architecture);
        InitialWeights start = shared.map(s -> s.of(architecture, executor, listener, cancelled))
                .orElseGet(() -> InitialWeights.fresh(network, seed));
        TrainingResult trained = train(network, start.weights(), dataset, recipe, seed, files.checkpoint());
        WeightsFile.write(files.weights(), trained.weights());
        ModelCard card = new ModelCard(
                architecture.name(),
                architecture.blockStrings(),
                new ModelCard.Data(dataset.name(), dataset.hash()),
                start.from(),
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
                    TrainingOptions.NONE
                            .withCheckpoint(checkpoint)
                            .withCancellation(cancelled)
                            .withTeacher(teacher));
        } catch (UserError e) {
            if (DivergenceCheck.is(e)) {
                // it would diverge again, and be in the way of the same training at a lower rate
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
