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
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Compares the executor's gradients of RefNet with PyTorch's in double precision, as a relative L2 distance over all
 * 388,810 parameters; PyTorch's own single precision is compared likewise. Without kinks the betas keep every activation inside
 * (0, 6), so that rounding cannot move a value across a kink of relu6; with kinks the weights are those of a new network.
 */
final class PeerParity {
    private static final int IMAGES = 64;

    private PeerParity() {}

    /** A row of the table, for new weights or for weights that keep activations away from kinks. */
    static String row(Peer.Torch torch, boolean kinks) throws IOException {
        Network network = BenchmarkNetworks.named("refnet");
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        if (!kinks) {
            TestNetworks.avoidGradientJumps(network, weights);
        }
        Path folder = Files.createTempDirectory("gradients");
        try (var executor = new Executor(2)) {
            write(folder, executor, network, weights);
            JsonNode answer = torch.ask("gradients " + folder);
            return "| %s | %.1e | %.1e | %s |"
                    .formatted(
                            kinks ? "random initial weights" : "weights that keep activations away from kinks",
                            answer.get("executor").asDouble(),
                            answer.get("torch32").asDouble(),
                            kinks ? "" : "1e-5");
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(f -> f.toFile().delete());
            }
        }
    }

    private static void write(Path folder, Executor executor, Network network, Weights weights) throws IOException {
        float[] images =
                TestNetworks.floats(TestNetworks.values(IMAGES * network.input().size(), 2));
        int[] labels = new SplittableRandom(3).ints(IMAGES, 0, 10).toArray();
        // before the step, which moves the running statistics
        List<Parameter> trainable =
                network.parameters().stream().filter(Parameter::isTrainable).toList();
        write(folder.resolve("weights"), trainable.stream().map(weights::tensor).toList());
        Plan plan = Plan.training(executor, network, IMAGES);
        plan.forward(weights, images, IMAGES, 1);
        float[] logits = new float[IMAGES * 10];
        float[] gradient = new float[IMAGES * 10];
        plan.readOutput(logits, 0);
        var targets = new Targets(10, IMAGES);
        targets.setLabels(labels, IMAGES);
        new CrossEntropyLoss().compute(logits, targets, IMAGES, gradient);
        plan.setOutputGradient(gradient);
        plan.backward();
        write(folder.resolve("images"), List.of(images));
        write(
                folder.resolve("gradients"),
                trainable.stream().map(plan.gradients()::tensor).toList());
        var bytes = ByteBuffer.allocate(4 * IMAGES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(labels);
        Files.write(folder.resolve("labels"), bytes.array());
    }

    private static void write(Path file, List<float[]> tensors) throws IOException {
        var bytes = ByteBuffer.allocate(
                        4 * tensors.stream().mapToInt(t -> t.length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        var floats = bytes.asFloatBuffer();
        tensors.forEach(floats::put);
        Files.write(file, bytes.array());
    }
}
