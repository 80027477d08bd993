package dev.sartor.delivery;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The shared weights (supernet) of a run. The training of a network can start from its part of them. */
public final class RunSharedWeights {
    private final RunFolder run;
    private final AccuracySource source;
    private final Optional<Dataset> dataset;

    private RunSharedWeights(RunFolder run, AccuracySource source, Optional<Dataset> dataset) {
        this.run = run;
        this.source = source;
        this.dataset = dataset;
    }

    /**
     * Opens the inputs of a run.
     *
     * @throws UserError if its space or its data have changed since the search
     */
    public static RunSharedWeights open(RunFolder run) {
        RunInputs inputs = RunInputs.reopen(run);
        return new RunSharedWeights(run, inputs.accuracy().withCacheFolder(run.accuracyFolder()), inputs.dataset());
    }

    /**
     * Requires that a training has the classes that the shared weights were trained on.
     *
     * @param warnings receives a sentence if the images of the training are others
     * @throws UserError naming the first different class
     */
    void requireClasses(Dataset training, Consumer<String> warnings) {
        dataset.ifPresent(d -> {
            TrainingData.requireClasses("the supernet of run '" + name() + "'", d.classes(), training);
            if (d.shape().equals(training.shape()) && !d.hash().equals(training.hash())) {
                warnings.accept("the shared weights of " + name() + " were trained on other images, " + d.name());
            }
        });
    }

    /** The run's name. */
    public String name() {
        return run.name();
    }

    /** The data set that the shared weights were trained on, as the configuration of the run names it. */
    public Optional<String> data() {
        return run.config().data();
    }

    /** The run's seed. It splits training images from validation images: with another seed some images would be in both. */
    public long seed() {
        return run.config().seed();
    }

    /**
     * The part of the shared weights that an architecture uses. Shared weights that do not exist yet are trained first.
     *
     * @param listener receives the progress of that training
     * @throws UserError if the run has no shared weights, or the architecture is not in its space
     * @throws CancellationException if it was cancelled
     */
    InitialWeights initialWeights(
            Architecture architecture, Executor executor, TrainingListener listener, BooleanSupplier cancelled) {
        source.prepare(executor.threads(), listener, cancelled);
        try {
            return new InitialWeights(
                    Optional.of(name()), source.weights(executor, architecture).orElseThrow(this::noSharedWeights));
        } catch (InterruptedException e) {
            throw (CancellationException)
                    new CancellationException("Extracting the weights of " + architecture.name() + " was cancelled")
                            .initCause(e);
        }
    }

    private UserError noSharedWeights() {
        return new UserError(
                "run '" + name() + "' has no shared weights: its accuracies come from "
                        + run.config().accuracy().text(),
                run.configFile().toString(),
                "name a run that was searched with --accuracy supernet, or omit --from");
    }
}
