package dev.sartor.executor.quantisation;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.SumBound;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Prints how quantisation to int8 changes the accuracy of trained networks, for each way of choosing the ranges of activations and for
 * each granularity of the scales of weights. Then it compares every tensor of Sartor's simulator of int8 with ONNX Runtime, on 256 test
 * images.
 *
 * <p>Arguments: {@code [train=IMAGES] [ranges=R] DATA MODELS NETWORK.yaml…}. DATA is the data set. Each NETWORK.yaml is an architecture file,
 * whose weights are in the folder MODELS. With {@code train}, networks without weights there are first trained for two epochs on so many
 * images, by the recipe of {@code sartor train}. With {@code ranges}, only one way of choosing the ranges is tried.
 */
final class QuantisedAccuracyBenchmark {
    private static final int CALIBRATION_IMAGES = 256;
    private static final int COMPARED_IMAGES = 256;
    private static final int BATCH = 32;
    private static final int THREADS = 2;
    private static final long SPLIT_SEED = 1;
    private static final long CALIBRATION_SEED = 1;
    private static final long TRAINING_SEED = 1;
    private static final int EPOCHS = 2;

    private QuantisedAccuracyBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println("| network | fp32 | weights | ranges | int8 | difference | answers changed |"
                + " tensor values compared | different | largest sum / 2^24 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        Map<String, String> settings = new TreeMap<>();
        List<String> words = new ArrayList<>();
        for (String arg : args) {
            String[] parts = arg.split("=");
            if (parts.length == 2) {
                settings.put(parts[0], parts[1]);
            } else {
                words.add(arg);
            }
        }
        List<RangeMethod> ranges = Optional.ofNullable(settings.get("ranges"))
                .map(r -> List.of(RangeMethod.valueOf(r.toUpperCase(Locale.ROOT))))
                .orElse(List.of(RangeMethod.values()));
        try (Executor executor = new Executor(THREADS)) {
            for (String file : words.subList(2, words.size())) {
                Architecture architecture = ArchitectureFile.read(Path.of(file));
                Dataset dataset = Datasets.open(
                        words.getFirst(),
                        DatasetOptions.defaults()
                                .withShape(architecture.input())
                                .withSeed(SPLIT_SEED));
                Path weights = Path.of(words.get(1)).resolve(architecture.name() + ".weights");
                if (settings.containsKey("train") && !Files.exists(weights)) {
                    train(executor, dataset, architecture, weights, Integer.parseInt(settings.get("train")));
                }
                rows(executor, dataset, architecture, weights, ranges);
            }
        }
    }

    private static void train(Executor executor, Dataset dataset, Architecture architecture, Path file, int images) {
        Network network = Lowering.lower(architecture.withTask(dataset.task()));
        Weights trained = Trainer.train(
                        executor,
                        network,
                        Weights.initial(network, new SplittableRandom(TRAINING_SEED)),
                        dataset.trainingOnly(dataset.train().stratifiedSample(images, TRAINING_SEED)),
                        Recipe.standard(EPOCHS),
                        TRAINING_SEED,
                        TrainingListener.NO_OP)
                .weights();
        WeightsFile.write(file, trained);
    }

    private static void rows(
            Executor executor, Dataset dataset, Architecture architecture, Path weights, List<RangeMethod> methods)
            throws Exception {
        Network network = Lowering.lower(architecture.withTask(dataset.task()));
        BatchNormFolding folded = BatchNormFolding.of(network, WeightsFile.read(weights, network));
        for (WeightGranularity granularity : WeightGranularity.values()) {
            for (RangeMethod ranges : methods) {
                QuantisedNetwork quantised = PostTrainingQuantisation.quantise(
                        executor,
                        folded,
                        dataset,
                        dataset.normalisation(),
                        CALIBRATION_SEED,
                        new QuantisationOptions(CALIBRATION_IMAGES, ranges, granularity));
                QuantisationLoss loss = QuantisationLoss.of(
                        executor, folded, quantised, dataset.task(), dataset.test(), dataset.normalisation());
                long[] compared = compare(executor, quantised, dataset);
                System.out.printf(
                        "| %s | %.2f | %s | %s | %.2f | %+.2f | %d | %d | %d | %.2f |%n",
                        architecture.name(),
                        100 * loss.fp32Accuracy(),
                        granularity == WeightGranularity.PER_CHANNEL ? "per channel" : "per tensor, equalised",
                        ranges.name().toLowerCase(Locale.ROOT),
                        100 * loss.int8Accuracy(),
                        -100 * loss.loss(),
                        loss.changed(),
                        compared[0],
                        compared[1],
                        SumBound.largest(quantised).sum() / (double) SumBound.MAX_EXACT_IN_FLOAT);
            }
        }
    }

    /** The number of tensor values on test images, and how many of them differ between the simulator and ONNX Runtime. */
    private static long[] compare(Executor executor, QuantisedNetwork quantised, Dataset dataset) throws Exception {
        long[] counts = new long[2];
        Images images = dataset.test().slice(0, COMPARED_IMAGES);
        var batches = Batches.inOrder(images, dataset.normalisation(), BATCH);
        float[] nchw = new float[Math.toIntExact(BATCH * images.shape().size())];
        try (Simulator simulator = new Simulator(executor, quantised, BATCH);
                OrtTensors runtime =
                        new OrtTensors(QuantisedExport.bytes(quantised, OnnxMetadata.none()), images.shape())) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batches.fill(b, nchw, new int[BATCH]);
                Map<String, byte[]> simulated = new TreeMap<>();
                simulator.run(
                        nchw, count, (layer, values) -> simulated.put(nameInOnnxRuntime(quantised, layer), values));
                runtime.run(nchw, count).forEach((name, expected) -> {
                    if (simulated.containsKey(name)) {
                        byte[] found = simulated.get(name);
                        counts[0] += expected.length;
                        for (int i = 0; i < expected.length; i++) {
                            counts[1] += found[i] == expected[i] ? 0 : 1;
                        }
                    }
                });
            }
        }
        return counts;
    }

    /** The name that ONNX Runtime gives to the output of a layer: that of its input, if the layer is an activation that is fused into it. */
    private static String nameInOnnxRuntime(QuantisedNetwork quantised, Layer layer) {
        return quantised.isFused(layer)
                ? quantised.network().layer(layer.inputs().getFirst()).name()
                : layer.name();
    }
}
