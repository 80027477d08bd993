package dev.sartor.executor.training;

import com.sun.management.OperatingSystemMXBean;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Presets;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.BenchmarkNetworks;
import dev.sartor.executor.plan.Workload;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints the share of loading and augmenting a batch in the time of both that and the step on it, as a table in Markdown, by the
 * clock and by the CPU time of the process. A loaded machine disturbs the CPU time less; use one thread for it, because threads
 * that wait for each other spin. Loading and the training step are timed in alternation; medians of the second half. Run its
 * main with {@code threads seconds [FOLDER]}: with a folder of images it measures MobileNetV3-Small at 224x224, without one
 * small networks on noise; see {@code src/bench/README.md}.
 */
final class DataShareBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int IMAGES = 8192;
    private static final int BATCH = 64;
    private static final AugmentationPolicy STANDARD = AugmentationPolicy.STANDARD;
    private static final double CUTOUT = 0.28;
    private static final double MIXUP = 0.4;
    private static final AugmentationPolicy ALL_AUGMENTATIONS =
            new AugmentationPolicy(STANDARD.shift(), STANDARD.mirror(), CUTOUT, MIXUP);

    private static final double SMALLEST_CROP = 0.35;
    /** A crop takes the place of the shift. */
    private static final AugmentationPolicy CROP =
            // AugmentationPolicy: shift, mirroring, cutout, mixup, crop
            new AugmentationPolicy(STANDARD.shift(), STANDARD.mirror(), 0, 0, Optional.of(SMALLEST_CROP));

    private static final double LABEL_SMOOTHING =
            Recipe.standard(1).regularisation().labelSmoothing();

    private DataShareBenchmark() {}

    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        double seconds = Double.parseDouble(args[1]);
        System.out.println(
                "| network | augmentation | threads | loading, ms | step, ms | share | loading, CPU ms | step, CPU ms"
                        + " | share of CPU time |\n"
                        + "|---|---|---|---|---|---|---|---|---|");
        try (var executor = new Executor(threads)) {
            // refnet: the 32x32 network that is also compared with PyTorch
            for (String name : args.length > 2 ? List.<String>of() : List.of("small28", "refnet")) {
                Network network = BenchmarkNetworks.named(name);
                Dataset dataset = noise(network);
                measure(executor, name, network, dataset, "shift, mirror", STANDARD, seconds);
                measure(executor, name, network, dataset, "shift, mirror, cutout, mixup", ALL_AUGMENTATIONS, seconds);
            }
            if (args.length > 2) {
                Architecture architecture = Presets.byName("mobilenet-v3-small").architecture();
                Dataset dataset =
                        Datasets.open(args[2], DatasetOptions.defaults().withShape(architecture.input()));
                Network network = Lowering.lower(architecture.withTask(dataset.task()));
                measure(executor, architecture.name(), network, dataset, "crop, mirror", CROP, seconds);
            }
        }
    }

    private static void measure(
            Executor executor,
            String name,
            Network network,
            Dataset dataset,
            String augmentation,
            AugmentationPolicy policy,
            double seconds) {
        Workload.Runner step = new Workload("train:" + name, network, Workload.Kind.TRAIN, BATCH).on(executor);
        // Batches.shuffled: images, normalisation, augmentation, batch size, seed, epoch
        var batches = Batches.shuffled(
                dataset.train(), dataset.normalisation(), policy.augmentationFor(dataset), BATCH, 1, 0);
        var batch = new Batch(network.input(), dataset.task(), BATCH);
        List<Double> batchMs = new ArrayList<>();
        List<Double> batchCpuMs = new ArrayList<>();
        List<Double> stepMs = new ArrayList<>();
        List<Double> stepCpuMs = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int i = 0; System.nanoTime() < end || i < 10; i++) {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            // also starts to read the next batch
            int count = batch.fill(executor, batches, i % batches.count(), LABEL_SMOOTHING);
            if (policy.mixup() > 0) {
                Mixup.of(policy.mixup(), i).blend(executor, batch, count);
            }
            batchMs.add((System.nanoTime() - start) * 1e-6);
            batchCpuMs.add((SYSTEM.getProcessCpuTime() - cpu) * 1e-6);
            cpu = SYSTEM.getProcessCpuTime();
            stepMs.add(step.timeOneRun());
            stepCpuMs.add((SYSTEM.getProcessCpuTime() - cpu) * 1e-6);
        }
        double batchMedian = median(batchMs);
        double stepMedian = median(stepMs);
        double batchCpuMedian = median(batchCpuMs);
        double stepCpuMedian = median(stepCpuMs);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.3f | %.2f | %.2f %% | %.3f | %.2f | %.2f %% |%n",
                name,
                augmentation,
                executor.threads(),
                batchMedian,
                stepMedian,
                100 * batchMedian / (batchMedian + stepMedian),
                batchCpuMedian,
                stepCpuMedian,
                100 * batchCpuMedian / (batchCpuMedian + stepCpuMedian));
    }

    private static double median(List<Double> times) {
        List<Double> secondHalf =
                times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return secondHalf.get(secondHalf.size() / 2);
    }

    private static Dataset noise(Network network) {
        var random = new SplittableRandom(2);
        byte[] pixels = new byte[Math.toIntExact(IMAGES * network.input().size())];
        random.nextBytes(pixels);
        var images =
                new Images(network.input(), pixels, random.ints(IMAGES, 0, 10).toArray());
        return Dataset.of(
                "noise",
                IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
                images,
                images.slice(0, 1),
                images.slice(1, 2),
                true);
    }
}
