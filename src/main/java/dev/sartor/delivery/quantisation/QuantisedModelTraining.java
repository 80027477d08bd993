package dev.sartor.delivery.quantisation;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FolderLock;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.quantisation.training.QuantisedTrainer;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Continues the training of a trained model in 8-bit integers. Weights, ranges and accuracies are written beside the model, which stays as
 * it is. After an interruption the same call resumes from a checkpoint.
 */
public final class QuantisedModelTraining {
    private final Executor executor;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;

    /** @param cancelled polled while training */
    public QuantisedModelTraining(Executor executor, TrainingListener listener, BooleanSupplier cancelled) {
        this.executor = executor;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /** How a model is trained in 8-bit integers. */
    public record Request(int epochs, QuantisationOptions options) {}

    /** The card of an earlier training of these weights with the same request. */
    public static Optional<QuantisedTrainingCard> existing(TrainedModel model, Request request) {
        return QuantisedTrainingCard.read(model.files())
                .filter(c -> c.options().equals(request.options())
                        && c.recipe().equals(recipe(model, request))
                        && model.card().weights().equals(Optional.of(c.start())));
    }

    private static Recipe recipe(TrainedModel model, Request request) {
        return QuantisedTrainer.recipe(model.card().recipe(), request.epochs());
    }

    /**
     * Trains, and replaces the result of an earlier training.
     *
     * @param dataset that the model was trained on
     * @throws UserError if the model has other images or another architecture, or cannot be quantised
     * @throws java.util.concurrent.CancellationException if it was cancelled; the checkpoint holds its state
     */
    public QuantisedTrainingCard train(
            TrainedModel model, Architecture architecture, Dataset dataset, Request request) {
        model.requireClasses(dataset);
        model.requireArchitecture(architecture);
        ModelFiles files = model.files();
        try (FolderLock _ = files.lock()) {
            Network network = Lowering.lower(architecture);
            Weights weights = model.weights(network);
            Recipe recipe = recipe(model, request);
            long seed = model.card().seed();
            QuantisedTrainer.Result trained = train(files, network, weights, dataset, recipe, request, seed);
            BatchNormFolding folded = BatchNormFolding.of(network, weights);
            QuantisedNetwork untrained = PostTrainingQuantisation.quantise(
                    executor, folded, dataset, dataset.normalisation(), seed, request.options());
            var card = new QuantisedTrainingCard(
                    model.card().name(),
                    weights.hash(),
                    trained.weights().hash(),
                    request.options(),
                    recipe,
                    seed,
                    trained.history(),
                    QuantisedTrainingCard.named(folded.network(), trained.ranges()),
                    accuracies(trained.quantised(), dataset),
                    accuracies(untrained, dataset));
            files.replaceQuantised(trained.weights(), () -> card.write(files.quantisedCard()));
            return card;
        }
    }

    private QuantisedTrainer.Result train(
            ModelFiles files,
            Network network,
            Weights weights,
            Dataset dataset,
            Recipe recipe,
            Request request,
            long seed) {
        try {
            return QuantisedTrainer.train(
                    executor,
                    network,
                    weights,
                    dataset,
                    recipe,
                    request.options(),
                    seed,
                    listener,
                    TrainingOptions.DEFAULTS
                            .withCheckpoint(files.quantisedCheckpoint())
                            .withCancellation(cancelled));
        } catch (UserError e) {
            if (DivergenceCheck.isDivergence(e)) {
                // a resumed training would diverge again
                files.deleteQuantisedCheckpoint();
            }
            throw e;
        }
    }

    private QuantisedTrainingCard.Accuracies accuracies(QuantisedNetwork quantised, Dataset dataset) {
        return new QuantisedTrainingCard.Accuracies(
                QuantisedEvaluation.score(executor, quantised, dataset, dataset.validation())
                        .accuracy(),
                QuantisedEvaluation.score(executor, quantised, dataset, dataset.test())
                        .accuracy());
    }
}
