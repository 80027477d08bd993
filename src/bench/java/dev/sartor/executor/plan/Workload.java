package dev.sartor.executor.plan;

import dev.sartor.arch.Task;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.GradientDescent;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The work whose time a benchmark measures, on a network or block of BenchmarkNetworks: {@code train:NAME} is one training step of a
 * network (forward, loss, backward, SGD), or the forward and backward pass of a block; {@code infer:NAME} is one inference; {@code
 * plan:NAME} is the creation of a plan for training. Batches have 64 images, or B as in {@code infer:NAME@B}.
 */
public record Workload(String text, Network network, Kind kind, int batch) {
    private static final int BATCH = 64;
    private static final int CLASSES = 10;
    private static final double NO_DROP_PATH = 0;
    private static final double LEARNING_RATE = 0.001;
    private static final int FIRST_STEP = 0;
    private static final int ANY_EPOCHS = 1;
    private static final long WEIGHTS_SEED = 1;
    private static final long IMAGES_SEED = 2;
    private static final long LABELS_SEED = 3;
    private static final long GRADIENT_SEED = 4;
    private static final long DROPOUT_SEED = 1;
    private static final Task TASK = new Task.Classification(
            IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());

    /** Parses a text such as {@code infer:refnet@1}. */
    public static Workload parse(String text) {
        String[] kindAndName = text.split(":");
        String[] nameAndBatch = kindAndName[1].split("@");
        return new Workload(
                text,
                BenchmarkNetworks.named(nameAndBatch[0]),
                Kind.valueOf(kindAndName[0].toUpperCase(Locale.ROOT)),
                nameAndBatch.length > 1 ? Integer.parseInt(nameAndBatch[1]) : BATCH);
    }

    /** The kind of work. */
    public enum Kind {
        TRAIN,
        INFER,
        PLAN
    }

    /** Runs the work. */
    public interface Runner {
        /** Runs the work once and returns the milliseconds that it took. */
        double timeOneRun();
    }

    /** Prepares the work on an executor. */
    public Runner on(Executor executor) {
        Weights weights = Weights.initial(network, new SplittableRandom(WEIGHTS_SEED));
        float[] images = TestNetworks.floats(
                TestNetworks.randomValues(batch * network.input().size(), IMAGES_SEED));
        return switch (kind) {
            case PLAN ->
                () -> timeMs(
                        () -> ExecutionPlan.training(executor, network, batch).close());
            case INFER -> {
                var inference = new Inference(executor, network, weights, batch);
                yield () -> timeMs(() -> inference.run(images, batch));
            }
            case TRAIN -> {
                yield BenchmarkNetworks.BLOCKS.containsValue(network)
                        ? block(executor, weights, images)
                        : step(executor, weights, images);
            }
        };
    }

    /** A training step of a whole network. */
    private Runner step(Executor executor, Weights weights, float[] images) {
        var pass = new TrainingPass(executor, network, TASK, batch, NO_DROP_PATH);
        var targets = Targets.of(TASK, batch);
        targets.setLabels(
                new SplittableRandom(LABELS_SEED).ints(batch, 0, CLASSES).toArray(), batch);
        GradientDescent descent =
                GradientDescent.of(network, Recipe.standard(ANY_EPOCHS).optimiser());
        return () -> timeMs(() -> {
            pass.run(weights, images, targets, batch, DROPOUT_SEED);
            descent.step(executor, weights, pass.gradients(), LEARNING_RATE, FIRST_STEP);
        });
    }

    /** The forward and backward pass of a block. */
    private Runner block(Executor executor, Weights weights, float[] images) {
        ExecutionPlan plan = ExecutionPlan.withInputGradient(executor, network, batch);
        // inside a network, the input and the gradient of the output already have the executor's layout
        plan.forward(weights, images, batch, DROPOUT_SEED);
        float[] gradient = TestNetworks.floats(
                TestNetworks.randomValues(batch * network.output().size(), GRADIENT_SEED));
        return () -> {
            double forward = timeMs(() -> plan.forward(weights));
            plan.setOutputGradient(gradient);
            return forward + timeMs(plan::backward);
        };
    }

    private static double timeMs(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-6;
    }
}
