package dev.sartor.delivery.baseline;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.DeliveryListener;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.ModelTraining;
import dev.sartor.delivery.RunDelivery;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.delivery.TrainingRequest;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Trains baselines with the recipe of a search's winner, and the winner itself with further seeds. */
final class BaselineTrainer {
    /**
     * How models are trained and evaluated.
     *
     * @param threads number of threads
     */
    record Execution(int threads, BooleanSupplier cancelled, DeliveryListener listener) {}

    /**
     * Models of a network.
     *
     * @param cards   one per seed
     * @param correct [seed][test image]: whether the model classifies the image correctly
     */
    record TrainedNetwork(List<ModelCard> cards, boolean[][] correct) {
        List<Double> testAccuracies() {
            return cards.stream().map(ModelCard::deliveredTestAccuracy).toList();
        }
    }

    private final RunDelivery delivery;
    private final long runSeed;
    private final Execution execution;
    private final ModelCard winnerCard;
    private final Optional<TeacherReference> teacher;
    private final boolean overwrite;
    private final Path folder;
    /** The models of this call, which are not trained twice. */
    private final Set<ModelFiles> trained = new HashSet<>();

    /**
     * @param runSeed seed of the run
     * @param folder  for the models of baselines
     */
    BaselineTrainer(
            RunDelivery delivery,
            long runSeed,
            Execution execution,
            ModelCard winnerCard,
            Optional<TeacherReference> teacher,
            boolean overwrite,
            Path folder) {
        this.delivery = delivery;
        this.runSeed = runSeed;
        this.execution = execution;
        this.winnerCard = winnerCard;
        this.teacher = teacher;
        this.overwrite = overwrite;
        this.folder = folder;
    }

    /** Trains the winner; its first model is that of the run. */
    TrainedNetwork trainWinner(Architecture architecture, long[] seeds) {
        return trainAll(architecture, "winner", seeds);
    }

    TrainedNetwork train(Baseline network, long[] seeds) {
        return trainAll(network.parsedArchitecture(), network.description(), seeds);
    }

    ModelCard card(Baseline network, long seed) {
        return card(network.parsedArchitecture(), network.description(), seed);
    }

    private TrainedNetwork trainAll(Architecture architecture, String description, long[] seeds) {
        List<ModelCard> cards = new ArrayList<>();
        boolean[][] correct = new boolean[seeds.length][];
        for (int s = 0; s < seeds.length; s++) {
            ModelCard card = card(architecture, description, seeds[s]);
            cards.add(card);
            correct[s] = correct(architecture, seeds[s], card);
        }
        return new TrainedNetwork(cards, correct);
    }

    private ModelFiles files(Architecture architecture, long seed) {
        return isModelOfRun(architecture, seed)
                ? delivery.files(Integer.parseInt(winnerCard.name()))
                : new ModelFiles(folder, architecture.name() + "-seed" + seed);
    }

    private boolean isModelOfRun(Architecture architecture, long seed) {
        return architecture.name().equals(winnerCard.name()) && seed == winnerCard.seed();
    }

    private ModelCard card(Architecture architecture, String description, long seed) {
        ModelFiles files = files(architecture, seed);
        if (isModelOfRun(architecture, seed)) {
            return winnerCard;
        }
        Dataset dataset = delivery.dataset(architecture);
        var request = new TrainingRequest(
                architecture,
                dataset,
                winnerCard.recipe(),
                seed,
                runSeed,
                Optional.empty(),
                teacher,
                delivery.precision(),
                delivery.int8Stem());
        boolean trainAgain = overwrite && trained.add(files);
        return (trainAgain ? Optional.<ModelCard>empty() : ModelTraining.existing(request, files))
                .map(c -> complete(request, c, files))
                .orElseGet(() -> train(request, files, description));
    }

    private ModelCard complete(TrainingRequest request, ModelCard card, ModelFiles files) {
        try (Executor executor = new Executor(execution.threads())) {
            return new ModelTraining(
                            executor,
                            execution.listener().trainingListener(),
                            execution.listener()::warning,
                            execution.cancelled())
                    .complete(request, card, files);
        }
    }

    private ModelCard train(TrainingRequest request, ModelFiles files, String description) {
        execution.listener().baselineTrainingStarted(description, request.seed(), request.dataset(), request.recipe());
        try (Executor executor = new Executor(execution.threads())) {
            return new ModelTraining(
                            executor,
                            execution.listener().trainingListener(),
                            execution.listener()::warning,
                            execution.cancelled())
                    .train(request, files);
        }
    }

    private boolean[] correct(Architecture architecture, long seed, ModelCard card) {
        Dataset dataset = delivery.dataset(architecture);
        Network network = Lowering.lower(architecture);
        Weights weights = new TrainedModel("baseline " + card.name(), files(architecture, seed), card).weights(network);
        try (Executor executor = new Executor(execution.threads())) {
            return card.int8().isEmpty()
                    ? Evaluation.correctPredictions(executor, network, weights, dataset, dataset.test())
                    : QuantisedEvaluation.correctPredictions(
                            executor,
                            PostTrainingQuantisation.quantise(
                                    executor,
                                    BatchNormFolding.of(network, weights),
                                    dataset,
                                    dataset.normalisation(),
                                    card.seed(),
                                    card.int8().get().options()),
                            dataset,
                            dataset.test());
        }
    }
}
