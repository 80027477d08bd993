package dev.sartor.executor.training;

import dev.sartor.base.RandomBits;
import dev.sartor.base.UserError;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.plan.Inference;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Trains a classifier by a recipe. The same start, data, recipe and seed give the same bits, on any number of threads. */
public final class Trainer {
    private final Executor executor;
    private final Network network;
    private final Dataset dataset;
    private final Recipe recipe;
    private final long seed;
    private final TrainingListener listener;
    private final TrainingOptions control;
    private final TrainingState state;
    private final Optional<Checkpoint> checkpoint;
    private final DivergenceCheck divergence;
    private final TrainingPass learner;
    private final Optional<Inference> teacher;
    private final Batch batch;

    private Trainer(
            Executor executor,
            Network network,
            Weights start,
            Dataset dataset,
            Recipe recipe,
            long seed,
            TrainingListener listener,
            TrainingOptions control) {
        check(network, dataset);
        control.teacher().ifPresent(t -> check(t.network(), dataset));
        this.executor = executor;
        this.network = network;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
        this.listener = listener;
        this.control = control;
        state = new TrainingState(network, start, recipe);
        checkpoint = control.checkpoint().map(path -> new Checkpoint(path, identity(start)));
        divergence = new DivergenceCheck(network.name() + " on " + dataset.name(), recipe.schedule());
        int capacity = Math.min(recipe.batchSize(), dataset.train().count());
        learner = new TrainingPass(
                executor, network, capacity, recipe.regularisation().dropPath());
        teacher = control.teacher().map(t -> new Inference(executor, t.network(), t.weights(), capacity));
        batch = new Batch(dataset.shape(), dataset.task(), capacity);
    }

    private static void check(Network network, Dataset dataset) {
        if (!network.input().equals(dataset.shape())) {
            throw new IllegalArgumentException("Network " + network.name() + " reads " + network.input()
                    + ", images of " + dataset.name() + " are " + dataset.shape());
        }
        if (network.output().size() != dataset.classes().size()) {
            throw new IllegalArgumentException(
                    "Network " + network.name() + " has " + network.output().size() + " outputs, " + dataset.name()
                            + " " + dataset.classes().size() + " classes");
        }
        dataset.requireTrainingImages(2);
    }

    private Map<String, String> identity(Weights start) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(
                "network",
                network.name() + " "
                        + Integer.toHexString(network.layers().toString().hashCode()));
        identity.put("data", dataset.hash());
        identity.put("start", start.hash());
        identity.put("recipe", recipe.toString());
        identity.put("seed", Long.toString(seed));
        control.teacher().ifPresent(t -> identity.put("teacher", t.identity()));
        return identity;
    }

    /**
     * Trains from {@code start}, which is left as it is. Training that diverges is a {@link UserError} whose
     * cause is an {@link ArithmeticException}.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public static TrainingResult train(
            Executor executor,
            Network network,
            Weights start,
            Dataset dataset,
            Recipe recipe,
            long seed,
            TrainingListener listener) {
        return train(executor, network, start, dataset, recipe, seed, listener, TrainingOptions.NONE);
    }

    /**
     * The same with a checkpoint and a way to stop; resumes from the checkpoint if there is one.
     *
     * @throws CancellationException if it was stopped; its state is then in the checkpoint
     */
    public static TrainingResult train(
            Executor executor,
            Network network,
            Weights start,
            Dataset dataset,
            Recipe recipe,
            long seed,
            TrainingListener listener,
            TrainingOptions control) {
        return new Trainer(executor, network, start, dataset, recipe, seed, listener, control).run();
    }

    private TrainingResult run() {
        try (learner) {
            return epochs();
        } finally {
            teacher.ifPresent(Inference::close);
        }
    }

    private TrainingResult epochs() {
        checkpoint.ifPresent(c -> c.readInto(state));
        var meter = new ThroughputMeter(control.nanoTime());
        while (state.epoch < Math.min(recipe.epochs(), control.pause().orElse(Integer.MAX_VALUE))) {
            epoch(meter);
            var validation = dataset.validation().count() == 0
                    ? Optional.<ClassificationMetrics>empty()
                    : Optional.of(Evaluation.score(executor, network, state.result(), dataset, dataset.validation()));
            validation.ifPresent(score -> divergence.checkValidation(score, state.epoch));
            var result = new EpochResult(state.epoch + 1, state.score(), validation);
            state.endEpoch(result);
            checkpoint.ifPresent(c -> c.write(state));
            listener.epoch(result);
        }
        return new TrainingResult(state.result(), state.history);
    }

    private void epoch(ThroughputMeter meter) {
        var batches = Batches.shuffled(
                dataset.train(),
                dataset.normalisation(),
                recipe.variation().of(dataset),
                recipe.batchSize(),
                seed,
                state.epoch);
        long perEpoch = (long) batches.count() * batches.size(0);
        while (state.batch < batches.count()) {
            if (control.cancelled().getAsBoolean()) {
                checkpoint.ifPresent(c -> c.write(state));
                throw new CancellationException("Training of " + network.name() + " was stopped");
            }
            long step = (long) state.epoch * batches.count() + state.batch;
            int count = fill(batches, step);
            step(step, count, recipe.learningRate(step, batches.count()));
            state.batch++;
            meter.add(count);
            listener.step(new TrainingListener.Progress(
                    state.epoch + 1,
                    recipe.epochs(),
                    state.epoch * perEpoch + state.seen,
                    recipe.epochs() * perEpoch,
                    state.score(),
                    meter.perSecond()));
        }
    }

    private int fill(Batches batches, long step) {
        int count = batch.fill(
                executor, batches, state.batch, recipe.regularisation().labelSmoothing());
        if (recipe.variation().mixup() > 0) {
            Mixup.of(recipe.variation().mixup(), RandomBits.of(~seed, step)).blend(executor, batch, count);
        }
        return count;
    }

    private CrossEntropyLoss learn(long step, int count) {
        return control.teacher().isEmpty()
                ? learner.learn(state.weights, batch.nchw(), batch.targets(), count, RandomBits.of(seed, step))
                : learner.learn(
                        state.weights,
                        batch.nchw(),
                        batch.targets(),
                        teacher.orElseThrow().run(batch.nchw(), count),
                        control.teacher().get().by(),
                        count,
                        RandomBits.of(seed, step));
    }

    private void step(long step, int count, double rate) {
        CrossEntropyLoss loss = learn(step, count);
        divergence.check(loss, count, state.epoch, state.batch);
        state.descent.step(executor, state.weights, learner.gradients(), rate, step);
        state.average.ifPresent(a -> a.follow(state.weights, step));
        state.add(loss, count);
    }
}
