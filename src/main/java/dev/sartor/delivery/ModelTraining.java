package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FolderLock;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.training.Checkpoint;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.Teacher;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.executor.training.TrainingResult;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.space.file.ArchitectureFile;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Trains an architecture to convergence and evaluates it on the test images, once. Writes its weights and its card. While it
 * runs, a checkpoint beside them holds its state; after an interruption the same call resumes from it.
 */
public final class ModelTraining {
    private final Executor executor;
    private final TrainingListener listener;
    private final Consumer<String> warnings;
    private final BooleanSupplier cancelled;

    /**
     * @param warnings  receives a sentence for each inconsistency of the data that is not an error
     * @param cancelled polled while training
     */
    public ModelTraining(
            Executor executor, TrainingListener listener, Consumer<String> warnings, BooleanSupplier cancelled) {
        this.executor = executor;
        this.listener = listener;
        this.warnings = warnings;
        this.cancelled = cancelled;
    }

    /**
     * The card of a model that was trained by an equal request before.
     *
     * @throws UserError if the files hold a model of another training
     */
    public static Optional<ModelCard> existing(TrainingRequest request, ModelFiles files) {
        if (!files.exist()) {
            return Optional.empty();
        }
        ModelCard card = ModelCard.read(files.card());
        request.difference(card, files).ifPresent(d -> {
            throw new UserError(
                    "model " + files.name() + " is trained already, but not as requested: " + d,
                    files.card().toString(),
                    "add --overwrite to replace that model");
        });
        deleteFinishedCheckpoint(request, files);
        return Optional.of(card);
    }

    /** Deletes the checkpoint of this training, which remains if the process was killed just before it was deleted. */
    private static void deleteFinishedCheckpoint(TrainingRequest request, ModelFiles files) {
        if (Checkpoint.belongsTo(files.checkpoint(), request.recipe(), request.seed())) {
            try (FolderLock _ = files.lock()) {
                files.deleteCheckpoint();
            }
        }
    }

    /**
     * Trains, and replaces a model that the files hold.
     *
     * @throws UserError if another command is writing to the folder, or the inputs disagree
     * @throws java.util.concurrent.CancellationException if it was cancelled; the checkpoint holds its state
     */
    public ModelCard train(TrainingRequest request, ModelFiles files) {
        Architecture architecture = request.architecture();
        Dataset dataset = request.dataset();
        if (!architecture.input().equals(dataset.shape())) {
            throw new UserError(
                    "the input of the network is " + architecture.input() + ", but the images are " + dataset.shape(),
                    architecture.name() + " on " + dataset.name(),
                    "open the data in the shape of the network's input");
        }
        request.shared().ifPresent(s -> s.requireClasses(dataset, warnings));
        Optional<Teacher> teacher = request.teacher().map(t -> t.read(dataset, warnings));
        try (FolderLock _ = files.lock()) {
            Network network = Lowering.lower(architecture);
            InitialWeights start = request.shared()
                    .map(s -> s.initialWeights(architecture, executor, listener, cancelled))
                    .orElseGet(() -> InitialWeights.random(network, request.seed()));
            TrainingResult trained = train(request, network, start.weights(), teacher, files);
            ModelCard card = withPrecision(request, network, card(request, network, start, trained), trained.weights());
            files.replace(trained.weights(), card);
            return card;
        }
    }

    /**
     * The card of an existing model with its accuracies in the precision of the request, which are measured and stored if they
     * are not known.
     */
    public ModelCard complete(TrainingRequest request, ModelCard card, ModelFiles files) {
        if (request.precision() == Precision.FP32 || card.int8().isPresent()) {
            return card;
        }
        try (FolderLock _ = files.lock()) {
            Network network = Lowering.lower(request.architecture());
            Weights weights = new TrainedModel(files.name(), files, card).weights(network);
            ModelCard completed = withPrecision(request, network, card, weights);
            completed.write(files.card());
            return completed;
        }
    }

    /** The card with its accuracies in the precision of the request. */
    private ModelCard withPrecision(TrainingRequest request, Network network, ModelCard card, Weights weights) {
        return switch (request.precision()) {
            case FP32 -> card;
            case INT8 -> card.withInt8(int8(request, network, weights));
        };
    }

    private ModelCard.Int8 int8(TrainingRequest request, Network network, Weights weights) {
        Dataset dataset = request.dataset();
        QuantisationOptions options = QuantisationOptions.defaults().withStem(request.stem());
        QuantisedNetwork quantised = PostTrainingQuantisation.quantise(
                executor,
                BatchNormFolding.of(network, weights),
                dataset,
                dataset.normalisation(),
                request.seed(),
                options);
        return new ModelCard.Int8(
                options,
                QuantisedEvaluation.score(executor, quantised, dataset, dataset.validation())
                        .accuracy(),
                QuantisedEvaluation.score(executor, quantised, dataset, dataset.test())
                        .accuracy());
    }

    private ModelCard card(TrainingRequest request, Network network, InitialWeights start, TrainingResult trained) {
        Architecture architecture = request.architecture();
        Dataset dataset = request.dataset();
        Weights weights = trained.weights();
        return new ModelCard(
                architecture.name(),
                architecture.blockStrings(),
                Optional.of(ArchitectureFile.format(architecture)),
                Optional.of(weights.hash()),
                TrainingData.of(dataset, request.splitSeed()),
                start.sharedWeightsRun(),
                request.teacher().map(TeacherReference::cardText),
                request.recipe(),
                request.seed(),
                trained.history(),
                Evaluation.accuracy(executor, network, weights, dataset, dataset.validation()),
                Evaluation.accuracy(executor, network, weights, dataset, dataset.test()),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private TrainingResult train(
            TrainingRequest request, Network network, Weights start, Optional<Teacher> teacher, ModelFiles files) {
        try {
            return Trainer.train(
                    executor,
                    network,
                    start,
                    request.dataset(),
                    request.recipe(),
                    request.seed(),
                    listener,
                    TrainingOptions.DEFAULTS
                            .withCheckpoint(files.checkpoint())
                            .withCancellation(cancelled)
                            .withTeacher(teacher));
        } catch (UserError e) {
            if (DivergenceCheck.isDivergence(e)) {
                // a resumed training would diverge again, and the file would prevent a training with a lower learning
                // rate
                files.deleteCheckpoint();
            }
            throw e;
        }
    }
}
