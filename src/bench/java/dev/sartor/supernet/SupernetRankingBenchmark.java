package dev.sartor.supernet;

import dev.sartor.base.math.KendallTau;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Benchmark of the ranking by a supernet: Kendall's tau of its accuracies and those of {@link StandAloneTraining}. The supernet is evaluated
 * on the training images that were not used (about 34,000), because the 6,000 validation images do not distinguish networks that differ
 * by 0.3 percentage points. For comparison it prints the tau of parameters, of MACs, and of a second stand-alone training with another
 * seed, which is an upper bound. To choose settings, look at the tau of the first half of the architectures only.
 *
 * <p>Arguments: {@code ROWS.csv COLUMN DATA THREADS [KEY=VALUE…]}. ROWS.csv has the accuracies of the stand-alone trainings; COLUMN is
 * {@code unseen} (all images that were not trained on) or {@code test}. DATA is as for {@link StandAloneTraining}. The keys are those of
 * {@link StandAloneNetworks} and {@link RecipeSettings}, and tuning (number of steps of fine-tuning), seed and checkpoint (a file).
 */
final class SupernetRankingBenchmark {
    private static final int DEFAULT_EPOCHS = 40;

    private final StandAloneAccuracies standAlone;
    private final StandAloneNetworks networks;
    private final Map<String, String> settings = new HashMap<>();
    private final SupernetRecipe recipe;

    private SupernetRankingBenchmark(StandAloneAccuracies standAlone, List<String> settings) {
        this.standAlone = standAlone;
        settings.forEach(s -> this.settings.put(s.split("=")[0], s.split("=")[1]));
        networks = StandAloneNetworks.parse(settings);
        recipe = RecipeSettings.parse(settings).recipe(DEFAULT_EPOCHS);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var benchmark = new SupernetRankingBenchmark(
                StandAloneAccuracies.read(Path.of(args[0]), args[1]),
                List.of(args).subList(4, args.length));
        benchmark.run(
                StandAloneTraining.data(args[2]),
                StandAloneTraining.unseen(args[2]).getFirst(),
                Integer.parseInt(args[3]));
    }

    private String setting(String key, String defaultValue) {
        return settings.getOrDefault(key, defaultValue);
    }

    private void run(Dataset data, Images unseen, int threads) throws InterruptedException {
        long begin = System.nanoTime();
        TrainingOptions options = Optional.ofNullable(settings.get("checkpoint"))
                .map(f -> TrainingOptions.DEFAULTS.withCheckpoint(Path.of(f)))
                .orElse(TrainingOptions.DEFAULTS);
        try (var executor = new Executor(threads)) {
            SharedWeights shared = SupernetTrainer.train(
                    executor,
                    networks.space(),
                    data,
                    recipe,
                    Long.parseLong(setting("seed", "1")),
                    TrainingListener.NO_OP,
                    options);
            System.out.printf(Locale.ROOT, "%s: trained in %.0f s%n", settings, (System.nanoTime() - begin) * 1e-9);
            var evaluator = new SubnetEvaluator(shared, data, unseen, Integer.parseInt(setting("tuning", "0")));
            List<double[]> accuracyAndLoss = new ArrayList<>();
            List<Genome> genomes = networks.genomes();
            List<ClassificationMetrics> scores = evaluator.scores(WorkerPool.ofThreads(threads), genomes);
            for (int i = 0; i < genomes.size(); i++) {
                ClassificationMetrics score = scores.get(i);
                accuracyAndLoss.add(new double[] {score.accuracy(), -score.loss()});
                System.out.printf(
                        Locale.ROOT,
                        "%s %.4f %.4f%n",
                        networks.space().format(genomes.get(i)),
                        score.accuracy(),
                        score.loss());
            }
            print(accuracyAndLoss);
            System.out.printf(Locale.ROOT, "%.0f s in all%n", (System.nanoTime() - begin) * 1e-9);
        }
    }

    private void print(List<double[]> accuracyAndLoss) {
        List<String> genomes =
                networks.genomes().stream().map(networks.space()::format).toList();
        int half = networks.count() / 2;
        System.out.println("| Kendall tau with stand-alone training | first half | second half | all | networks"
                + " | with the mean of two seeds | networks |\n|---|---|---|---|---|---|---|");
        Map<String, Double> accuracy = new HashMap<>();
        Map<String, Double> loss = new HashMap<>();
        for (int i = 0; i < genomes.size(); i++) {
            accuracy.put(genomes.get(i), accuracyAndLoss.get(i)[0]);
            loss.put(genomes.get(i), accuracyAndLoss.get(i)[1]);
        }
        printRow("supernet, accuracy", accuracy, genomes, half);
        printRow("supernet, loss", loss, genomes, half);
        printRow("parameters", standAlone.params(), genomes, half);
        printRow("MACs", standAlone.macs(), genomes, half);
        printRow("stand-alone training with another seed (ceiling)", standAlone.second(), genomes, half);
    }

    private void printRow(String what, Map<String, Double> scores, List<String> genomes, int half) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %d | %s |%n",
                what,
                tau(scores, genomes.subList(0, half)),
                tau(scores, genomes.subList(half, genomes.size())),
                tau(scores, genomes),
                withBothScores(scores, genomes).size(),
                withMeanOfSeeds(scores, genomes));
    }

    /** Kendall's tau with the mean accuracy of the two seeds, its interval, and the number of networks. */
    private String withMeanOfSeeds(Map<String, Double> scores, List<String> genomes) {
        Map<String, Double> mean = standAlone.mean();
        List<String> compared = genomes.stream()
                .filter(g -> mean.containsKey(g) && scores.containsKey(g))
                .toList();
        return compared.size() < 2
                ? "- | " + compared.size()
                : TauInterval.of(
                                compared.stream().mapToDouble(scores::get).toArray(),
                                compared.stream().mapToDouble(mean::get).toArray())
                        + " | " + compared.size();
    }

    private List<String> withBothScores(Map<String, Double> scores, List<String> genomes) {
        return genomes.stream()
                .filter(g -> standAlone.first().containsKey(g) && scores.containsKey(g))
                .toList();
    }

    private String tau(Map<String, Double> scores, List<String> genomes) {
        List<String> compared = withBothScores(scores, genomes);
        return compared.size() < 2
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        KendallTau.of(
                                compared.stream().mapToDouble(scores::get).toArray(),
                                compared.stream()
                                        .mapToDouble(standAlone.first()::get)
                                        .toArray()));
    }
}
