package dev.sartor.delivery;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The weights that all networks of a run share, to cut a network's own out of: where its training can begin. */
public final class RunSharedWeights {
    private final RunFolder run;
    private final AccuracySource source;

    private RunSharedWeights(RunFolder run, AccuracySource source) {
        this.run = run;
        this.source = source;
    }

    /** Those of a run, whose inputs are opened. */
    public static RunSharedWeights of(RunFolder run) {
        return new RunSharedWeights(run, RunInputs.open(run.config()).accuracy().keepingIn(run.accuracyFolder()));
    }

    /** The run's name. */
    public String name() {
        return run.name();
    }

    /** The images that they were trained on, as the run names them. */
    public Optional<String> data() {
        return run.config().data();
    }

    /** The run's seed, which tells images to train from images to judge: with another, some would be both. */
    public long seed() {
        return run.config().seed();
    }

    /**
     * Where the training of an architecture begins. Shared weights that are not there are trained first.
     *
     * @param listener hears that training
     * @throws UserError if the run has no shared weights, or the architecture is none of its space
     * @throws CancellationException if it was asked to stop
     */
    InitialWeights of(
            Architecture architecture, Executor executor, TrainingListener listener, BooleanSupplier cancelled) {
        source.prepare(executor.threads(), listener, cancelled);
        try {
            return new InitialWeights(
                    Optional.of(name()), source.weights(executor, architecture).orElseThrow(this::none));
        } catch (InterruptedException e) {
            throw (CancellationException)
                    new CancellationException("Cutting " + architecture.name() + " out was stopped").initCause(e);
        }
    }

    private UserError none() {
        return new UserError(
                "the networks of run '" + name() + "' share no weights: their accuracies are of "
                        + run.config().accuracy().text(),
                run.configFile().toString(),
                "name a run that was searched with --accuracy supernet, or leave out --from");
    }
}
