package dev.sartor.executor.plan;

import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Compares the executor's gradients of RefNet with PyTorch's in double precision, as a relative L2 distance over all
 * 388,810 parameters; the gradients of PyTorch in single precision are compared in the same way. The derivative of ReLU6
 * jumps at 0 and 6 (kinks), so rounding that moves an activation across a kink changes the gradient. Therefore there is a row for weights
 * with which every activation lies inside (0, 6), and one for random initial weights.
 */
final class EngineGradients {
    private static final boolean NEAR_KINKS = true;
    private static final boolean AWAY_FROM_KINKS = false;
    /** The largest relative error that is accepted, in the last column of the table. */
    private static final String GOAL = "1e-5";

    private static final String NO_GOAL = "";
    private static final int THREADS = 2;
    private static final int CLASSES = 10;
    private static final int IMAGES = 64;
    private static final long WEIGHTS_SEED = 1;
    private static final long IMAGES_SEED = 2;
    private static final long LABELS_SEED = 3;
    private static final long DROPOUT_SEED = 1;

    private EngineGradients() {}

    /** The relative errors of both engines with weights that keep activations away from kinks, as a row of the table. */
    static String rowWithoutKinks(Engine.PyTorch pytorch) throws IOException {
        return row(pytorch, AWAY_FROM_KINKS);
    }

    /** The same with random initial weights. */
    static String rowOfRandomWeights(Engine.PyTorch pytorch) throws IOException {
        return row(pytorch, NEAR_KINKS);
    }

    private static String row(Engine.PyTorch pytorch, boolean nearKinks) throws IOException {
        Network network = BenchmarkNetworks.named("refnet");
        Weights weights = Weights.initial(network, new SplittableRandom(WEIGHTS_SEED));
        if (!nearKinks) {
            TestNetworks.avoidGradientJumps(network, weights);
        }
        Path folder = Files.createTempDirectory("gradients");
        try (var executor = new Executor(THREADS)) {
            write(folder, executor, network, weights);
            JsonNode errors = pytorch.request("gradients " + folder);
            return "| %s | %.1e | %.1e | %s |"
                    .formatted(
                            nearKinks ? "random initial weights" : "without activations near a kink",
                            errors.get("executor").asDouble(),
                            errors.get("torch32").asDouble(),
                            nearKinks ? NO_GOAL : GOAL);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
            }
        }
    }

    private static void write(Path folder, Executor executor, Network network, Weights weights) throws IOException {
        float[] images = TestNetworks.floats(
                TestNetworks.randomValues(IMAGES * network.input().size(), IMAGES_SEED));
        int[] labels =
                new SplittableRandom(LABELS_SEED).ints(IMAGES, 0, CLASSES).toArray();
        List<Parameter> trainable =
                network.parameters().stream().filter(Parameter::isTrainable).toList();
        write(folder.resolve("weights"), trainable.stream().map(weights::tensor).toList());
        ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES);
        plan.forward(weights, images, IMAGES, DROPOUT_SEED);
        float[] logits = new float[IMAGES * CLASSES];
        float[] gradient = new float[IMAGES * CLASSES];
        plan.readOutput(logits);
        var targets = new Targets(CLASSES, IMAGES);
        targets.setLabels(labels, IMAGES);
        new CrossEntropyLoss().compute(logits, targets, IMAGES, gradient);
        plan.setOutputGradient(gradient);
        plan.backward();
        write(folder.resolve("images"), List.of(images));
        write(
                folder.resolve("gradients"),
                trainable.stream().map(plan.gradients()::tensor).toList());
        var bytes = ByteBuffer.allocate(Integer.BYTES * IMAGES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(labels);
        Files.write(folder.resolve("labels"), bytes.array());
    }

    private static void write(Path file, List<float[]> tensors) throws IOException {
        var bytes = ByteBuffer.allocate(
                        Float.BYTES * tensors.stream().mapToInt(t -> t.length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        var floats = bytes.asFloatBuffer();
        tensors.forEach(floats::put);
        Files.write(file, bytes.array());
    }
}
