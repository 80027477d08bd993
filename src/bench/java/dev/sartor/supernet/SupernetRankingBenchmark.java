package dev.sartor.supernet;

import dev.sartor.base.math.KendallTau;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.space.SearchSpace;
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
 * How well a supernet ranks the architectures of {@link StandAloneTraining}: Kendall's tau of its accuracies on the training images
 * that were left out (some 34,000; validation's 6,000 cannot tell networks apart that differ by 0.3 points), beside those of
 * parameters and MACs, and of a second training alone (the most that can be hoped for). Choices are to be made by the first
 * half of the architectures alone. Run its main with {@code rows.csv column data threads [key=value …]}, where the column is
 * {@code unseen} or {@code test}, and the keys are epochs, batch, rate, varied and sandwich (true or false), drawn, alone with
 * fair (shares of the steps: {@link SamplingSchedule}), tuned, seed and checkpoint.
 */
final class SupernetRankingBenchmark {
    private final StandAloneAccuracies truth;
    private final SearchSpace space = StandAloneTraining.space();
    private final Map<String, String> settings = new HashMap<>();

    private SupernetRankingBenchmark(StandAloneAccuracies truth, List<String> settings) {
        this.truth = truth;
        settings.forEach(s -> this.settings.put(s.split("=")[0], s.split("=")[1]));
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

    private String setting(String key, String otherwise) {
        return settings.getOrDefault(key, otherwise);
    }

    private SupernetRecipe recipe() {
        SupernetRecipe standard = SupernetRecipe.standard(Integer.parseInt(setting("epochs", "40")));
        SupernetRecipe recipe = standard.withBatchSize(Integer.parseInt(setting("batch", "" + standard.batchSize())))
                .withSchedule(new Schedule(
                        Double.parseDouble(
                                setting("rate", "" + standard.schedule().learningRate())),
                        1))
                .withSubnetsPerStep(Integer.parseInt(setting("drawn", "" + standard.subnetsPerStep())))
                .with(
                        Boolean.parseBoolean(setting("varied", "false"))
                                ? AugmentationPolicy.STANDARD
                                : AugmentationPolicy.NONE);
        SupernetRecipe warmed = settings.containsKey("alone")
                ? recipe.with(new SamplingSchedule(
                        Double.parseDouble(settings.get("alone")), Double.parseDouble(settings.get("fair"))))
                : recipe;
        return Boolean.parseBoolean(setting("sandwich", "false")) ? warmed.withSandwich() : warmed;
    }

    private void run(Dataset data, Images unseen, int threads) throws InterruptedException {
        long begin = System.nanoTime();
        TrainingOptions control = Optional.ofNullable(settings.get("checkpoint"))
                .map(f -> TrainingOptions.DEFAULTS.withCheckpoint(Path.of(f)))
                .orElse(TrainingOptions.DEFAULTS);
        try (var executor = new Executor(threads)) {
            SharedWeights shared = SupernetTrainer.train(
                    executor,
                    space,
                    data,
                    recipe(),
                    Long.parseLong(setting("seed", "1")),
                    TrainingListener.NO_OP,
                    control);
            System.out.printf(Locale.ROOT, "%s: trained in %.0f s%n", settings, (System.nanoTime() - begin) * 1e-9);
            var judge = new SubnetEvaluator(shared, data, unseen, Integer.parseInt(setting("tuned", "0")));
            List<double[]> merits = new ArrayList<>();
            List<Genome> genomes = StandAloneTraining.sample(space);
            List<ClassificationMetrics> scores = judge.scores(WorkerPool.ofThreads(threads), genomes);
            for (int i = 0; i < genomes.size(); i++) {
                ClassificationMetrics score = scores.get(i);
                merits.add(new double[] {score.accuracy(), -score.loss()});
                System.out.printf(
                        Locale.ROOT, "%s %.4f %.4f%n", space.format(genomes.get(i)), score.accuracy(), score.loss());
            }
            print(merits);
            System.out.printf(Locale.ROOT, "%.0f s in all%n", (System.nanoTime() - begin) * 1e-9);
        }
    }

    private void print(List<double[]> merits) {
        List<String> genomes =
                StandAloneTraining.sample(space).stream().map(space::format).toList();
        int half = StandAloneTraining.ARCHITECTURES / 2;
        System.out.println("| Kendall tau with training alone | first half | second half | all | networks |\n"
                + "|---|---|---|---|---|");
        Map<String, Double> accuracy = new HashMap<>();
        Map<String, Double> loss = new HashMap<>();
        for (int i = 0; i < genomes.size(); i++) {
            accuracy.put(genomes.get(i), merits.get(i)[0]);
            loss.put(genomes.get(i), merits.get(i)[1]);
        }
        line("supernet, accuracy", accuracy, genomes, half);
        line("supernet, loss", loss, genomes, half);
        line("parameters", truth.params(), genomes, half);
        line("MACs", truth.macs(), genomes, half);
        line("another seed alone, against the first (ceiling)", truth.second(), genomes, half);
    }

    private void line(String what, Map<String, Double> merits, List<String> genomes, int half) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %d |%n",
                what,
                tau(merits, genomes.subList(0, half)),
                tau(merits, genomes.subList(half, genomes.size())),
                tau(merits, genomes),
                known(merits, genomes).size());
    }

    private List<String> known(Map<String, Double> merits, List<String> genomes) {
        return genomes.stream()
                .filter(g -> truth.first().containsKey(g) && merits.containsKey(g))
                .toList();
    }

    private String tau(Map<String, Double> merits, List<String> genomes) {
        List<String> known = known(merits, genomes);
        return known.size() < 2
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        KendallTau.of(
                                known.stream().mapToDouble(merits::get).toArray(),
                                known.stream().mapToDouble(truth.first()::get).toArray()));
    }
}
