package dev.sartor.executor.quantisation;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.SumBound;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints how quantisation to int8 changes the accuracy of trained networks, for each way of choosing the ranges of activations and for
 * each granularity of the scales of weights. Then it compares every tensor of Sartor's simulator of int8 with ONNX Runtime, on 256 test
 * images.
 *
 * <p>Arguments: {@code DATA MODELS NETWORK.yaml…}. DATA is the data set. Each NETWORK.yaml is an architecture file, whose weights are in
 * the folder MODELS.
 */
final class QuantisedAccuracyBenchmark {
    private static final int CALIBRATION_IMAGES = 256;
    private static final int COMPARED_IMAGES = 256;
    private static final int BATCH = 32;
    private static final int THREADS = 1;
    private static final long SPLIT_SEED = 1;
    private static final long CALIBRATION_SEED = 1;

    private QuantisedAccuracyBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println("| network | fp32 | weights | ranges | int8 | difference | answers changed |"
                + " tensor values compared | different | largest sum / 2^24 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        try (Executor executor = new Executor(THREADS)) {
            for (String file : Arrays.asList(args).subList(2, args.length)) {
                rows(executor, args[0], Path.of(args[1]), ArchitectureFile.read(Path.of(file)));
            }
        }
    }

    private static void rows(Executor executor, String data, Path models, Architecture architecture) throws Exception {
        Dataset dataset = Datasets.open(
                data, DatasetOptions.defaults().withShape(architecture.input()).withSeed(SPLIT_SEED));
        Network network = Lowering.lower(architecture.withTask(dataset.task()));
        BatchNormFolding folded = BatchNormFolding.of(
                network, WeightsFile.read(models.resolve(architecture.name() + ".weights"), network));
        for (WeightGranularity granularity : WeightGranularity.values()) {
            for (RangeMethod ranges : RangeMethod.values()) {
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
