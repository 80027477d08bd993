package dev.sartor.supernet;

import dev.sartor.base.RandomBits;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.executor.training.ThroughputMeter;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Trains the shared weights of a space by a recipe: every step takes a batch through some of its networks and moves the
 * weights by the mean of their gradients. The same space, data, recipe and seed give the same bits, on any number of threads.
 */
public final class SupernetTrainer {
    /** Some hundredth of the time then goes into validation. */
    private static final int EPOCHS_PER_VALIDATION = 10;

    private final Executor executor;
    private final Dataset dataset;
    private final SupernetRecipe recipe;
    private final long seed;
    private final TrainingListener listener;
    private final TrainingOptions control;
    private final SharedWeights shared;
    private final SupernetState state;
    private final FairSampler sampler;
    private final DivergenceCheck divergence;
    private final BatchSource feed;
    private final SubnetEvaluator judge;
    private final Genome largest;
    private final Genome smallest;

    private SupernetTrainer(
            Executor executor,
            SearchSpace space,
            Dataset dataset,
            SupernetRecipe recipe,
            long seed,
            TrainingListener listener,
            TrainingOptions control) {
        dataset.requireTrainingImages(2);
        this.executor = executor;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
        this.listener = listener;
        this.control = control;
        shared = SharedWeights.initial(space, new SplittableRandom(seed));
        state = new SupernetState(shared, new SharedSgd(shared, recipe.descent()));
        divergence =
                new DivergenceCheck("the supernet of " + space.name() + " on " + dataset.name(), recipe.schedule());
        feed = new BatchSource(executor, dataset, recipe, seed);
        judge = new SubnetEvaluator(shared, dataset, dataset.validation(), 0);
        largest = Bounds.max(space, u -> u.network().macs()).genome();
        sampler = new FairSampler(space, largest, seed);
        smallest = Bounds.min(space, u -> u.network().macs()).genome();
    }

    /**
     * Trains fresh weights, or goes on from the checkpoint if there is one; it stays, and holds what was learnt. Training
     * that diverges is a {@link UserError} whose cause is an {@link ArithmeticException}.
     *
     * @param space   with the classes of the data set
     * @param dataset at the greatest resolution of the space
     * @throws CancellationException if it was stopped; its state is then in the checkpoint
     */
    public static SharedWeights train(
            Executor executor,
            SearchSpace space,
            Dataset dataset,
            SupernetRecipe recipe,
            long seed,
            TrainingListener listener,
            TrainingOptions control) {
        return new SupernetTrainer(executor, space, dataset, recipe, seed, listener, control).run();
    }

    private SharedWeights run() {
        control.checkpoint().ifPresent(file -> state.read(file, identity()));
        var meter = new ThroughputMeter(control.nanoTime());
        while (state.epoch < recipe.epochs()) {
            for (feed.go(state.epoch, state.batch); state.batch < feed.perEpoch(); feed.go(state.epoch, state.batch)) {
                stopIfAsked();
                state.add(step(), feed.size());
                meter.add(feed.size());
                listener.step(new TrainingListener.Progress(
                        state.epoch + 1,
                        recipe.epochs(),
                        done() * feed.size(),
                        total() * feed.size(),
                        state.score(),
                        meter.perSecond()));
            }
            ClassificationMetrics score = state.score();
            state.endEpoch();
            checkpoint();
            listener.epoch(new EpochResult(state.epoch, score, validation()));
        }
        return shared;
    }

    /** How the largest network does on the validation images, now and then. */
    private Optional<ClassificationMetrics> validation() {
        if (dataset.validation().count() == 0 || state.epoch % EPOCHS_PER_VALIDATION != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(judge.scores(WorkerPool.sequential(executor), List.of(largest))
                    .getFirst());
        } catch (InterruptedException e) {
            // whoever asked for the end is heard before the next step
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Map<String, String> identity() {
        return identity(shared, dataset, recipe, seed);
    }

    private static Map<String, String> identity(
            SharedWeights shared, Dataset dataset, SupernetRecipe recipe, long seed) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("space", shared.identity());
        identity.put("data", dataset.train().count() + " images of " + dataset.hash());
        identity.put("recipe", recipe.toString());
        identity.put("seed", Long.toString(seed));
        return identity;
    }

    /** Whether a file holds all that {@link #train} would learn; false if there is none, or none that can be read. */
    public static boolean finished(Path file, SearchSpace space, Dataset dataset, SupernetRecipe recipe, long seed) {
        var shared = SharedWeights.initial(space, new SplittableRandom(seed));
        var state = new SupernetState(shared, new SharedSgd(shared, recipe.descent()));
        try {
            state.read(file, identity(shared, dataset, recipe, seed));
            return state.epoch == recipe.epochs();
        } catch (UserError e) {
            return false;
        }
    }

    /** Steps done, and to be done in all. */
    private long done() {
        return (long) state.epoch * feed.perEpoch() + state.batch;
    }

    private long total() {
        return (long) recipe.epochs() * feed.perEpoch();
    }

    private void checkpoint() {
        control.checkpoint().ifPresent(file -> state.write(file, identity(), state.epoch < recipe.epochs()));
    }

    private void stopIfAsked() {
        if (control.cancelled().getAsBoolean()) {
            checkpoint();
            throw new CancellationException(
                    "Training of the supernet of " + shared.space().name() + " was stopped");
        }
    }

    /** One step; answers how its last network did. */
    private CrossEntropyLoss step() {
        long step = done();
        CrossEntropyLoss loss = chance(step) == 0
                ? learn(largest, Optional.empty(), 1, step).loss()
                : recipe.sandwich() ? sandwich(step) : drawn(Optional.empty(), 1.0 / recipe.drawn(), step);
        divergence.check(loss, feed.size(), state.epoch, state.batch);
        state.sgd.step(executor, recipe.schedule().at(step, recipe.epochs(), feed.perEpoch()));
        return loss;
    }

    private CrossEntropyLoss sandwich(long step) {
        double share = 1.0 / (recipe.drawn() + 2);
        Lesson teacher = learn(largest, Optional.empty(), share, step);
        var answers = new Targets(dataset.classes().size(), feed.size());
        answers.setTeacherLogits(teacher.logits(), feed.size(), 1);
        learn(smallest, Optional.of(answers), share, step);
        return drawn(Optional.of(answers), share, step);
    }

    private CrossEntropyLoss drawn(Optional<Targets> answers, double share, long step) {
        CrossEntropyLoss last = null;
        for (int i = 0; i < recipe.drawn(); i++) {
            last = learn(sampler.at(step * recipe.drawn() + i, chance(step)), answers, share, step)
                    .loss();
        }
        return last;
    }

    private double chance(long step) {
        return recipe.warmUp().chance((double) step / total());
    }

    /** What a network made of the present batch. */
    private record Lesson(CrossEntropyLoss loss, float[] logits) {}

    /** @param answers to learn from in place of labels */
    private Lesson learn(Genome genome, Optional<Targets> answers, double share, long step) {
        SubNetwork sub = shared.sub(genome);
        Batch batch = feed.batch(sub.network().input());
        try (var learner = new TrainingPass(executor, sub.network(), feed.size(), 0)) {
            CrossEntropyLoss loss = learner.learn(
                    shared.read(sub),
                    batch.nchw(),
                    answers.orElse(batch.targets()),
                    feed.size(),
                    RandomBits.of(seed, step));
            state.sgd.add(sub, learner.gradients(), share);
            return new Lesson(loss, learner.logits());
        }
    }
}
