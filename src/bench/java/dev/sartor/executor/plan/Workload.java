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
 * The work that a benchmark times, written {@code train:NAME}, {@code infer:NAME} (batch 64), {@code infer:NAME@1} or
 * {@code plan:NAME}: one training step of a classifier (forward, loss, backward, SGD) or the two passes of a block,
 * one inference, or the creation of a plan for training.
 */
public record Workload(String text, Network network, Kind kind, int batch) {
    private static final int BATCH = 64;
    private static final int CLASSES = 10;
    private static final Task TASK = new Task.Classification(
            IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());

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
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        float[] images = TestNetworks.floats(
                TestNetworks.randomValues(batch * network.input().size(), 2));
        return switch (kind) {
            case PLAN ->
                () -> timeMs(() -> Plan.training(executor, network, batch).close());
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

    private Runner step(Executor executor, Weights weights, float[] images) {
        var pass = new TrainingPass(executor, network, TASK, batch, 0);
        var targets = Targets.of(TASK, batch);
        targets.setLabels(new SplittableRandom(3).ints(batch, 0, CLASSES).toArray(), batch);
        GradientDescent descent = GradientDescent.of(network, Recipe.standard(1).optimiser());
        return () -> timeMs(() -> {
            pass.run(weights, images, targets, batch, 1);
            descent.step(executor, weights, pass.gradients(), 0.001, 0);
        });
    }

    private Runner block(Executor executor, Weights weights, float[] images) {
        Plan plan = Plan.withInputGradient(executor, network, batch);
        // inside a network, the input and the gradient of the output already have the executor's layout
        plan.forward(weights, images, batch, 1);
        float[] gradient = TestNetworks.floats(
                TestNetworks.randomValues(batch * network.output().size(), 4));
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
