package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracyChoice;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.CandidateSettings;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.supernet.SupernetRecipe;
import dev.sartor.supernet.SupernetTrainer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Measures the speed of this machine, on which a plan depends, by a few training steps of networks within the limits. */
public final class SpeedMeasurement {
    /** Random networks, of which the one of median size and the largest are measured. */
    private static final int SAMPLED_NETWORKS = 200;

    /** Maximum numbers of images that are trained on and evaluated. */
    private static final int TRAINING_IMAGES = 2048;

    private static final int EVALUATED_IMAGES = 256;
    /** Share of the planned time that the measured steps of one network take, for each kind of training. */
    private static final double SHARE = 0.003;

    private static final double MIN_SECONDS = 0.1;
    private static final double MAX_SECONDS = 3;
    /** Number of epochs in the recipe; the measurement stops long before. */
    private static final int EPOCHS = 1_000_000;

    /** So small that training does not diverge. */
    private static final double LEARNING_RATE = 1e-6;

    /**
     * Time of a predictor to propose a generation on a busy core; a search of 44 networks of {@code small-28} takes 0.4 s of CPU
     * time for each generation of 4.
     */
    private static final double PROPOSAL_SECONDS = 1;
    /** Time of a search for each network in addition to the score. */
    private static final double SECONDS_BESIDE_SCORE = 0.005;

    private static final int ONE_THREAD = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SearchProblem problem;
    private final Dataset dataset;
    private final CandidateSettings candidates;
    private final Recipe finalRecipe;
    private final int threads;
    private final long seed;
    private final double seconds;
    private final LongSupplier nanoTime;
    private final BooleanSupplier cancelled;

    /**
     * @param dataset     the data set, with all images
     * @param finalRecipe the recipe of the final training, with any number of epochs
     * @param threads     number of threads that the search will use
     * @param time        the time to plan for; the measurement takes a small share of it
     * @param nanoTime    a clock such as {@link System#nanoTime}
     * @param cancelled   polled before each step
     */
    public SpeedMeasurement(
            SearchProblem problem,
            Dataset dataset,
            Recipe finalRecipe,
            int threads,
            long seed,
            Duration time,
            LongSupplier nanoTime,
            BooleanSupplier cancelled) {
        this.problem = problem;
        this.dataset = dataset;
        this.finalRecipe = finalRecipe;
        candidates = AccuracyChoice.candidates(dataset);
        this.threads = threads;
        this.seed = seed;
        seconds = Math.clamp(SHARE * time.toMillis() / 1e3, MIN_SECONDS, MAX_SECONDS);
        this.nanoTime = nanoTime;
        this.cancelled = cancelled;
    }

    /**
     * Measures the speed of each kind of work.
     *
     * @param withSupernet whether the training of a supernet is measured too
     * @throws InterruptedException if the thread was interrupted, or the measurement cancelled
     */
    public PlannerInputs measure(boolean withSupernet) throws InterruptedException {
        try {
            List<Architecture> bySize = networks();
            Architecture typical = bySize.get(bySize.size() / 2);
            Architecture largest = bySize.getLast();
            // not used: the JIT compiler compiles the code meanwhile
            speed(typical);
            speed(largest);
            return new PlannerInputs(
                    threads,
                    dataset.train().count(),
                    dataset.validation().count(),
                    dataset.test().count(),
                    candidates,
                    finalRecipe.batchSize(),
                    problem.costModel().tables().size(),
                    problem.space().mixesKinds(),
                    speed(typical),
                    speed(largest),
                    scoreSeconds(largest),
                    withSupernet ? OptionalDouble.of(supernetSeconds()) : OptionalDouble.empty(),
                    PROPOSAL_SECONDS);
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    /** Random networks within the limits, in ascending order of MACs. There is at least one, since the limits were checked. */
    private List<Architecture> networks() {
        var sampler = new FeasibleSampler(problem, new SplittableRandom(seed));
        return Stream.generate(() -> sampler.draw())
                .limit(SAMPLED_NETWORKS)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(c -> c.costs().macs()))
                .map(Candidate::genome)
                .map(problem.space()::decode)
                .toList();
    }

    /** Measures one network. */
    private NetworkSpeed speed(Architecture architecture) throws InterruptedException {
        Network network = Lowering.lower(architecture);
        Dataset images = sample(dataset.train(), network.input());
        Recipe candidate = withTinyLearningRate(candidates.recipe(EPOCHS));
        double[] perStep = new double[threads];
        WorkerPool.ofThreads(threads)
                .forEach(threads, (executor, i) -> perStep[i] = secondsPerStep(executor, network, images, candidate));
        try (var allThreads = new Executor(threads);
                var oneThread = new Executor(ONE_THREAD)) {
            Recipe finalTraining = withTinyLearningRate(finalRecipe.withEpochs(EPOCHS));
            return new NetworkSpeed(
                    Arrays.stream(perStep).average().orElseThrow() / batch(candidate, images),
                    secondsPerStep(allThreads, network, images, finalTraining) / batch(finalTraining, images),
                    evaluationSeconds(oneThread, network));
        }
    }

    /** The same work, but training cannot diverge. */
    private static Recipe withTinyLearningRate(Recipe recipe) {
        return recipe.withLearningRate(LEARNING_RATE);
    }

    /** The images in a batch. */
    private static int batch(Recipe recipe, Dataset images) {
        return Math.min(recipe.batchSize(), images.train().count());
    }

    private Dataset sample(Images images, Shape input) {
        Images sampled = images.stratifiedSample(Math.min(TRAINING_IMAGES, images.count()), seed);
        return dataset.trainingOnly(sampled).atSize(input.height(), input.width());
    }

    private double secondsPerStep(Executor executor, Network network, Dataset images, Recipe recipe) {
        var timer = new StepTimer(nanoTime, seconds);
        try {
            Trainer.train(
                    executor,
                    network,
                    Weights.initial(network, new SplittableRandom(seed)),
                    images,
                    recipe,
                    seed,
                    timer,
                    options(timer));
        } catch (CancellationException e) {
            rethrowUnlessDone(timer, e);
        }
        return timer.secondsPerStep();
    }

    private TrainingOptions options(StepTimer timer) {
        return TrainingOptions.DEFAULTS.withCancellation(() -> timer.isDone() || cancelled.getAsBoolean());
    }

    /** Ignores the cancellation by which the timer itself ends the training. */
    private static void rethrowUnlessDone(StepTimer timer, CancellationException e) {
        if (!timer.isDone()) {
            throw e;
        }
    }

    private double evaluationSeconds(Executor executor, Network network) {
        Images sample = dataset.validation();
        sample = sample.stratifiedSample(Math.min(EVALUATED_IMAGES, sample.count()), seed)
                .withShape(network.input());
        Weights weights = Weights.initial(network, new SplittableRandom(seed));
        return switch (problem.costModel().precision()) {
            case FP32 -> fp32EvaluationSeconds(executor, network, weights, sample);
            case INT8 -> int8EvaluationSeconds(executor, network, weights, sample);
        };
    }

    private double fp32EvaluationSeconds(Executor executor, Network network, Weights weights, Images sample) {
        Evaluation.accuracy(executor, network, weights, dataset, sample);
        long start = nanoTime.getAsLong();
        Evaluation.accuracy(executor, network, weights, dataset, sample);
        return secondsSince(start) / sample.count();
    }

    /** Each network is calibrated once, and then evaluated on the validation images. */
    private double int8EvaluationSeconds(Executor executor, Network network, Weights weights, Images sample) {
        Dataset resized =
                dataset.atSize(network.input().height(), network.input().width());
        QuantisedEvaluation.score(executor, network, weights, resized, sample, seed);
        long start = nanoTime.getAsLong();
        QuantisedNetwork quantised = PostTrainingQuantisation.quantise(
                executor,
                BatchNormFolding.of(network, weights),
                resized,
                resized.normalisation(),
                seed,
                QuantisationOptions.defaults());
        double calibration = secondsSince(start);
        start = nanoTime.getAsLong();
        QuantisedEvaluation.score(executor, quantised, resized, sample);
        return secondsSince(start) / sample.count()
                + calibration / resized.validation().count();
    }

    private double secondsSince(long startNanos) {
        return Math.max(1, nanoTime.getAsLong() - startNanos) / NANOS_PER_SECOND;
    }

    private double scoreSeconds(Architecture architecture) throws InterruptedException {
        AccuracySpec spec = CheapSearchPlanner.scoreSpec(problem.space().mixesKinds());
        try (AccuracySource source = AccuracySource.open(spec, problem.space(), Optional.of(dataset), seed)) {
            source.score(architecture, seed);
            long start = nanoTime.getAsLong();
            source.score(architecture, seed);
            return SECONDS_BESIDE_SCORE + (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
        }
    }

    private double supernetSeconds() {
        var timer = new StepTimer(nanoTime, 2 * seconds);
        SupernetRecipe recipe = SupernetRecipe.standard(EPOCHS).withBatchSize(candidates.batch());
        Dataset images = sample(dataset.train(), dataset.shape());
        try (var executor = new Executor(threads)) {
            SupernetTrainer.train(executor, problem.space(), images, recipe, seed, timer, options(timer));
        } catch (CancellationException e) {
            rethrowUnlessDone(timer, e);
        }
        return timer.secondsPerStep()
                / Math.min(recipe.batchSize(), images.train().count());
    }
}
