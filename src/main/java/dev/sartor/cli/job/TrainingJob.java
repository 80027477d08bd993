package dev.sartor.cli.job;

import dev.sartor.arch.Architecture;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.TrainingProgress;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.ModelTraining;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.delivery.TrainingRequest;
import dev.sartor.delivery.quantisation.QuantisedModelTraining;
import dev.sartor.delivery.quantisation.QuantisedTrainingCard;
import dev.sartor.executor.Executor;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Trains a single network that belongs to no run, and prints the progress. */
public final class TrainingJob {
    private final ConsoleProgress progress;
    private final int threads;
    private final String command;

    /** @param command the command that continues after an interruption */
    public TrainingJob(ConsoleProgress progress, int threads, String command) {
        this.progress = progress;
        this.threads = threads;
        this.command = command;
    }

    /**
     * Continues the training of a model in 8-bit integers, unless that was done before.
     *
     * @param trained the network of the model
     */
    public QuantisedTrainingCard trainQuantised(
            TrainedModel model, Architecture trained, Dataset dataset, QuantisedModelTraining.Request request) {
        return QuantisedModelTraining.existing(model, request).orElseGet(() -> {
            progress.phase(ConsoleFormat.format(
                    "training %s in 8-bit integers: %d epochs, %d threads", trained.name(), request.epochs(), threads));
            try (Executor executor = new Executor(threads)) {
                return new QuantisedModelTraining(executor, new TrainingProgress(progress), Interruption::isRequested)
                        .train(model, trained, dataset, request);
            } catch (CancellationException e) {
                throw interrupted();
            }
        });
    }

    private Interruption.Interrupted interrupted() {
        progress.clear();
        return new Interruption.Interrupted(
                "interrupted; the training so far is kept. Continue with the same command:\n  " + command);
    }

    /**
     * Trains a model, unless that was done before with the same settings.
     *
     * @param overwrite whether it is trained again, and a model of other settings is replaced
     */
    public ModelCard train(TrainingRequest request, ModelFiles files, boolean overwrite) {
        Optional<ModelCard> existing = overwrite ? Optional.empty() : ModelTraining.existing(request, files);
        existing.ifPresent(_ -> progress.println(request.architecture().name()
                + " was trained with these settings before; --overwrite trains it again"));
        return existing.orElseGet(() -> train(request, files));
    }

    private ModelCard train(TrainingRequest request, ModelFiles files) {
        progress.phase(ConsoleFormat.format(
                "training %s on %,d images of %s%s: %d epochs of batches of %d, %d threads, seed %d",
                request.architecture().name(),
                request.dataset().train().count(),
                request.dataset().name(),
                request.shared()
                        .map(s -> " from the shared weights of " + s.name())
                        .orElse(""),
                request.recipe().epochs(),
                request.recipe().batchSize(),
                threads,
                request.seed()));
        try (Executor executor = new Executor(threads)) {
            return new ModelTraining(
                            executor, new TrainingProgress(progress), progress::warn, Interruption::isRequested)
                    .train(request, files);
        } catch (CancellationException e) {
            throw interrupted();
        }
    }
}
