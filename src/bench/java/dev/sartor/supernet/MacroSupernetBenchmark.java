package dev.sartor.supernet;

import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Benchmark of the recipe of a supernet on NAS-Bench-Macro, whose accuracies on CIFAR-10 are all known: for each setting, trains
 * the shared weights and evaluates random networks on validation images. Prints Kendall's tau, that of networks above 91 % accuracy, and
 * the regret under four limits of MACs: by how much the network that ranks first is below the best. For comparison, the first row has the
 * same for the MACs of networks as their score.
 *
 * <p>Arguments: {@code DATA FOLDER THREADS COMMON SETTING…}. DATA is the folder of CIFAR-10. Checkpoints and scores are stored in FOLDER, so
 * that an interrupted benchmark continues, and a finished setting is only printed. COMMON and each SETTING are {@code key=value,…}, or
 * {@code default}; COMMON applies to all settings. The keys are those of {@link RecipeSettings}, and:
 *
 * <ul>
 *   <li>images (number of training images), resolution (of the images) and seed
 *   <li>stop: number of epochs after which the weights are evaluated; without it, after all epochs. Settings with equal trainings share a checkpoint, so
 *       stop=10 continues the training that stop=5 evaluated
 *   <li>networks (number of evaluated networks), evaluation and calibration (numbers of images for them), tuned (number of steps of
 *       fine-tuning of each network before its evaluation)
 * </ul>
 */
final class MacroSupernetBenchmark {
    /** Seed of the choice of networks. */
    private static final long SAMPLE_SEED = 15;

    private static final long IMAGE_SEED = 1;
    private static final int DEFAULT_EPOCHS = 30;
    private static final Map<String, Integer> DEFAULTS = Map.ofEntries(
            Map.entry("images", 20_000),
            Map.entry("resolution", 32),
            Map.entry("seed", 1),
            Map.entry("stop", Integer.MAX_VALUE),
            Map.entry("networks", 500),
            Map.entry("evaluation", 2_000),
            Map.entry("calibration", 2_048),
            Map.entry("tuned", 0));
    /** Keys, beside those of the recipe, on which the training depends. */
    private static final Set<String> KEYS_OF_TRAINING = Set.of("images", "resolution", "seed");

    private final SearchSpace space;
    private final Path checkpoint;
    private final Path scores;
    private final Map<String, Integer> sizes = new TreeMap<>(DEFAULTS);
    private final SupernetRecipe recipe;
    private final int threads;
    private final Dataset data;
    private final MacroRanking ranking;

    private MacroSupernetBenchmark(Dataset all, Path folder, int threads, String common, String setting)
            throws IOException {
        List<String> texts = new ArrayList<>(List.of(common.split(",")));
        texts.addAll(List.of(setting.split(",")));
        for (String text : texts) {
            String key = text.split("=")[0];
            if (sizes.containsKey(key)) {
                sizes.put(key, Integer.valueOf(text.split("=")[1]));
            } else if (!RecipeSettings.isKey(key) && !key.equals("default")) {
                throw new IllegalArgumentException("No setting " + text);
            }
        }
        this.threads = threads;
        checkpoint = folder.resolve(fileName(texts.stream()
                        .filter(text -> isOfTraining(text.split("=")[0]))
                        .toList())
                + ".bin");
        scores = folder.resolve(fileName(texts) + ".csv");
        recipe = RecipeSettings.parse(texts).recipe(DEFAULT_EPOCHS);
        int resolution = sizes.get("resolution");
        space = space(folder, resolution);
        data = all.withoutTest(all.train().stratifiedSample(sizes.get("images"), IMAGE_SEED))
                .atSize(resolution, resolution);
        ranking = MacroRanking.sample(sizes.get("networks"), SAMPLE_SEED);
    }

    /** The space with another resolution of its images. */
    private static SearchSpace space(Path folder, int resolution) throws IOException {
        Path file = folder.resolve("nas-bench-macro-" + resolution + ".yaml");
        Files.writeString(
                file,
                Files.readString(SpaceFile.FOLDER.resolve("nas-bench-macro.yaml"))
                        .replace("resolution: 32", "resolution: " + resolution));
        return SpaceFile.read(file);
    }

    private static boolean isOfTraining(String key) {
        return RecipeSettings.isKey(key) || KEYS_OF_TRAINING.contains(key);
    }

    private static String fileName(List<String> texts) {
        return String.join("_", texts).replaceAll("[^A-Za-z0-9.-]+", "_");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        Dataset all = Datasets.open(args[0], DatasetOptions.defaults());
        System.out.println(
                "| setting | seconds of training + evaluation | tau by accuracy | above 91 % | tau by loss | above 91 %"
                        + " | regret under 43.1, 51.8, 59.3, 67.8 M |\n|---|---|---|---|---|---|---|");
        for (String setting : List.of(args).subList(4, args.length)) {
            var benchmark = new MacroSupernetBenchmark(all, folder, Integer.parseInt(args[2]), args[3], setting);
            if (setting.equals(args[4])) {
                System.out.println("| MACs |  | " + benchmark.ranking.cellsOfMacs() + " |");
            }
            benchmark.run(setting);
        }
    }

    private void run(String setting) throws IOException, InterruptedException {
        if (!Files.exists(scores)) {
            measure();
        }
        List<String> lines = Files.readAllLines(scores);
        Map<String, ClassificationMetrics> metrics = lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(
                        cells -> cells[0],
                        cells ->
                                new ClassificationMetrics(Double.parseDouble(cells[2]), Double.parseDouble(cells[1]))));
        String seconds = lines.getFirst().split(" ")[1];
        System.out.println("| " + setting.replace(",", ", ") + " | " + seconds + " | " + ranking.cells(metrics) + " |");
    }

    private void measure() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (var executor = new Executor(threads)) {
            SharedWeights shared = SupernetTrainer.train(
                    executor,
                    space,
                    data,
                    recipe,
                    sizes.get("seed"),
                    TrainingListener.NO_OP,
                    TrainingOptions.DEFAULTS.withCheckpoint(checkpoint).withStopAfterEpoch(sizes.get("stop")));
            double trainingSeconds = (System.nanoTime() - begin) * 1e-9;
            var evaluator = new SubnetEvaluator(
                    shared,
                    data,
                    data.validation().stratifiedSample(sizes.get("evaluation"), IMAGE_SEED),
                    sizes.get("tuned"),
                    Precision.FP32,
                    sizes.get("calibration"));
            List<ClassificationMetrics> metrics = evaluator.scores(
                    WorkerPool.ofThreads(threads),
                    ranking.genomes().stream().map(space::parse).toList());
            write(metrics, trainingSeconds, (System.nanoTime() - begin) * 1e-9);
        }
    }

    private void write(List<ClassificationMetrics> metrics, double trainingSeconds, double totalSeconds)
            throws IOException {
        List<String> lines = new ArrayList<>();
        // the header also has the seconds of the training and of the evaluation
        lines.add(String.format(
                Locale.ROOT,
                "seconds %.0f+%.0f genome,accuracy,loss",
                trainingSeconds,
                totalSeconds - trainingSeconds));
        for (int i = 0; i < metrics.size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%.5f,%.5f",
                    ranking.genomes().get(i),
                    metrics.get(i).accuracy(),
                    metrics.get(i).loss()));
        }
        Path written = scores.resolveSibling(scores.getFileName() + ".part");
        Files.write(written, lines);
        Files.move(written, scores);
    }
}
