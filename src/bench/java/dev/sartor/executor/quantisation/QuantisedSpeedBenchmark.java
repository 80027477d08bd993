package dev.sartor.executor.quantisation;

import dev.sartor.arch.Presets;
import dev.sartor.base.math.Quantiles;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.BenchmarkNetworks;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.ValueRange;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Prints the latency of networks with random weights in fp32, in int8, and in int8 with the stem in fp32, in ONNX Runtime, on one thread and
 * one image at a time, and the sizes of their files. In the table, <em>gain</em> is the latency in fp32 divided by that in int8, <em>share</em> the ratio of the sizes.
 *
 * <p>Arguments: {@code ROUNDS PERCENTILE NETWORK…}. Each NETWORK is a preset, an architecture file or a network of
 * BenchmarkNetworks. Its models take turns of 40 ms; each has ROUNDS turns. The result is the PERCENTILE of the times of runs: other work on the machine makes some
 * runs slower and none faster, so a low percentile is the least disturbed.
 */
final class QuantisedSpeedBenchmark {
    private static final int CALIBRATION_IMAGES = 4;
    private static final int WARM_UP_RUNS = 20;
    private static final double TURN_MS = 40;
    private static final int WARM_UP_PER_TURN = 2;
    private static final int MIN_RUNS = 3;
    private static final int THREADS = 1;

    private QuantisedSpeedBenchmark() {}

    /** The ONNX files of a network; that with a float stem is int8 after it. */
    private record Model(String name, byte[] fp32, byte[] int8, byte[] floatStem) {
        List<byte[]> files() {
            return List.of(fp32, int8, floatStem);
        }
    }

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        double quantile = Integer.parseInt(args[1]) / 100.0;
        System.out.println(
                "| network | fp32, ms | int8, ms | gain | int8 with the stem in fp32, ms | gain | fp32 file, KB"
                        + " | int8 file, KB | share |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        try (InferenceDevice device = Devices.open(DeviceSpec.cpu());
                Executor executor = new Executor(THREADS)) {
            for (String name : Arrays.asList(args).subList(2, args.length)) {
                row(device, model(executor, name), rounds, quantile);
            }
        }
    }

    private static Model model(Executor executor, String name) {
        Network network = network(name);
        BatchNormFolding folded =
                BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)));
        byte[] pixels =
                new byte[Math.toIntExact(CALIBRATION_IMAGES * network.input().size())];
        new Random(1).nextBytes(pixels);
        float[] half = new float[network.input().channels()];
        Arrays.fill(half, 0.5f);
        List<ValueRange> ranges = Calibration.ranges(
                executor,
                folded,
                new Images(network.input(), pixels, new int[CALIBRATION_IMAGES]),
                new Normalisation(half, half),
                RangeMethod.MINMAX);
        return new Model(
                network.name(),
                OnnxExport.bytes(folded.network(), folded.weights(), OnnxMetadata.none()),
                int8(folded, ranges, Precision.INT8),
                int8(folded, ranges, Precision.FP32));
    }

    private static Network network(String name) {
        if (name.endsWith(".yaml")) {
            return Lowering.lower(ArchitectureFile.read(Path.of(name)));
        }
        return BenchmarkNetworks.WHOLE.containsKey(name)
                ? BenchmarkNetworks.named(name)
                : Lowering.lower(Presets.byName(name).architecture());
    }

    private static byte[] int8(BatchNormFolding folded, List<ValueRange> ranges, Precision stem) {
        return QuantisedExport.bytes(
                NetworkQuantiser.quantise(folded, ranges, WeightGranularity.PER_CHANNEL, stem), OnnxMetadata.none());
    }

    private static void row(InferenceDevice device, Model model, int rounds, double quantile) {
        List<InferenceSession> sessions =
                model.files().stream().map(device::open).toList();
        try {
            int count = sessions.size();
            List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            int[] runs = new int[count];
            for (int s = 0; s < count; s++) {
                runs[s] = (int) Math.max(
                        MIN_RUNS, TURN_MS / Quantiles.median(sessions.get(s).timesMs(WARM_UP_RUNS, WARM_UP_RUNS)));
            }
            for (int r = 0; r < count * rounds; r++) {
                // in turns, and back: each is first equally often
                int s = r / count % 2 == 0 ? r % count : count - 1 - r % count;
                for (double ms : sessions.get(s).timesMs(WARM_UP_PER_TURN, runs[s])) {
                    times.get(s).add(ms);
                }
            }
            double[] ms = times.stream()
                    .mapToDouble(t -> Quantiles.of(
                            t.stream().mapToDouble(Double::doubleValue).toArray(), quantile))
                    .toArray();
            System.out.printf(
                    "| %s | %.4f | %.4f | **%.2f** | %.4f | **%.2f** | %.0f | %.0f | %.1f %% |%n",
                    model.name(),
                    ms[0],
                    ms[1],
                    ms[0] / ms[1],
                    ms[2],
                    ms[0] / ms[2],
                    model.fp32().length / 1e3,
                    model.int8().length / 1e3,
                    100.0 * model.int8().length / model.fp32().length);
        } finally {
            sessions.forEach(InferenceSession::close);
        }
    }
}
