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
 * Prints the time of loading and augmenting a batch as a share of the time of this and of the training step on the batch, in a table in
 * Markdown, by the clock and by the CPU time of the process. Other work on the machine disturbs the CPU time less; it is meaningful with
 * one thread only, because threads that wait for each other use CPU time. Loading and training step alternate; the results are medians
 * of the second half.
 *
 * <p>Arguments: {@code THREADS SECONDS [FOLDER]}. Each measurement takes SECONDS. With a FOLDER of images it measures MobileNetV3-Small
 * at 224x224, without one small networks on random images.
 */
final class DataShareBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int IMAGES = 8192;
    private static final int BATCH = 64;
    private static final int MIN_STEPS = 10;
    private static final int CLASSES = 10;
    private static final long NOISE_SEED = 2;
    private static final AugmentationPolicy STANDARD = AugmentationPolicy.STANDARD;
    private static final double CUTOUT = 0.28;
    private static final double MIXUP = 0.4;
    private static final AugmentationPolicy ALL_AUGMENTATIONS =
            new AugmentationPolicy(STANDARD.shift(), STANDARD.mirror(), CUTOUT, MIXUP);

    private static final double SMALLEST_CROP = 0.35;
    private static final double NO_CUTOUT = 0;
    private static final double NO_MIXUP = 0;

    /** A crop takes the place of the shift. */
    private static final AugmentationPolicy CROP = new AugmentationPolicy(
            STANDARD.shift(), STANDARD.mirror(), NO_CUTOUT, NO_MIXUP, Optional.of(SMALLEST_CROP));

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
        long seed = 1;
        int epoch = 0;
        var batches = Batches.shuffled(
                dataset.train(), dataset.normalisation(), policy.augmentationFor(dataset), BATCH, seed, epoch);
        var batch = new Batch(network.input(), dataset.task(), BATCH);
        List<Double> loadingMs = new ArrayList<>();
        List<Double> loadingCpuMs = new ArrayList<>();
        List<Double> stepMs = new ArrayList<>();
        List<Double> stepCpuMs = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int i = 0; System.nanoTime() < end || i < MIN_STEPS; i++) {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            // also starts to read the next batch
            int count = batch.fill(executor, batches, i % batches.count(), LABEL_SMOOTHING);
            if (policy.mixup() > 0) {
                Mixup.of(policy.mixup(), i).blend(executor, batch, count);
            }
            loadingMs.add((System.nanoTime() - start) * 1e-6);
            loadingCpuMs.add((SYSTEM.getProcessCpuTime() - cpu) * 1e-6);
            cpu = SYSTEM.getProcessCpuTime();
            stepMs.add(step.timeOneRun());
            stepCpuMs.add((SYSTEM.getProcessCpuTime() - cpu) * 1e-6);
        }
        double loadingMedian = median(loadingMs);
        double stepMedian = median(stepMs);
        double loadingCpuMedian = median(loadingCpuMs);
        double stepCpuMedian = median(stepCpuMs);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.3f | %.2f | %.2f %% | %.3f | %.2f | %.2f %% |%n",
                name,
                augmentation,
                executor.threads(),
                loadingMedian,
                stepMedian,
                100 * loadingMedian / (loadingMedian + stepMedian),
                loadingCpuMedian,
                stepCpuMedian,
                100 * loadingCpuMedian / (loadingCpuMedian + stepCpuMedian));
    }

    private static double median(List<Double> times) {
        List<Double> secondHalf =
                times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return secondHalf.get(secondHalf.size() / 2);
    }

    /** Random images and labels; one image each for validation and test, which are not used. */
    private static Dataset noise(Network network) {
        var random = new SplittableRandom(NOISE_SEED);
        byte[] pixels = new byte[Math.toIntExact(IMAGES * network.input().size())];
        random.nextBytes(pixels);
        var images = new Images(
                network.input(), pixels, random.ints(IMAGES, 0, CLASSES).toArray());
        boolean mirrorable = true;
        return Dataset.of(
                "noise",
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                images,
                images.slice(0, 1),
                images.slice(1, 2),
                mirrorable);
    }
}
