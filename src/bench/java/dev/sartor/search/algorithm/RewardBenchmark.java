package dev.sartor.search.algorithm;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.network.Lowering;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.space.NasBenchMacro;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Benchmark of {@code --objective reward:COST=TARGET}: how close searches come to ten target costs. The cost is MACs on NAS-Bench-Macro
 * with its published accuracies, then latency in {@code small-28} by the shipped latency table, with an accuracy that a formula computes
 * from MACs. It has no arguments.
 */
public final class RewardBenchmark {
    private static final int TRIALS = 500;
    private static final int TARGETS = 10;
    private static final int THREADS = 1;
    private static final long FIRST_SEED = 1000;
    private static final int SAMPLED_NETWORKS = 1000;
    private static final boolean LATENCY_KNOWN = true;

    private RewardBenchmark() {}

    public static void main(String[] args) {
        NasBenchMacroAccuracies published = NasBenchMacroAccuracies.read();
        double[] macs = published.rows.values().stream()
                .mapToDouble(NasBenchMacro.Row::macs)
                .toArray();
        System.out.println("NAS-Bench-Macro, MACs");
        print(published.problem(), "macs", macs, published);
        SearchSpace space = SpaceFile.find("small-28");
        var table = LatencyTableFile.read(LatencyTables.FOLDER.resolve("xeon-vm-ort-fp32-1t-small-28.csv"));
        var costs = CostModel.of(space, List.of(table), MissingUnitPolicy.REFUSE);
        var random = new SplittableRandom(1);
        double[] latencies = Stream.generate(
                        () -> costs.of(space.sample(random)).worstLatencyMs())
                .limit(SAMPLED_NETWORKS)
                .mapToDouble(Double::doubleValue)
                .toArray();
        System.out.println("small-28, latency");
        print(
                new SearchProblem(space, costs, SearchProblem.defaultObjectives(LATENCY_KNOWN), List.of()),
                "latency",
                latencies,
                accuracyByMacs());
    }

    /** Accuracy up to 0.93, about 0.03 less for each halving of small MACs, plus a pseudo-random part below 0.005. */
    private static AccuracySource accuracyByMacs() {
        return ToyProblem.source(a -> {
            double millions = Lowering.lower(a).macs() / 1e6;
            double pseudoRandom = Math.floorMod(a.blockStrings().hashCode(), 1000) * 5e-6;
            return 0.93 - 0.03 * Math.log1p(10 / millions) / Math.log(2) + pseudoRandom;
        });
    }

    private static void print(SearchProblem problem, String cost, double[] sampledCosts, AccuracySource accuracy) {
        double[] sorted = DoubleStream.of(sampledCosts).sorted().toArray();
        System.out.printf("%14s %14s %10s %10s%n", "target", "result", "deviation", "accuracy");
        for (int t = 0; t < TARGETS; t++) {
            double target = sorted[(int) ((t + 0.5) / TARGETS * sorted.length)];
            Cost targeted = Cost.parse(cost);
            var reward = new Objective.Reward(targeted, target);
            SearchProblem problemOfTarget =
                    new SearchProblem(problem.space(), problem.costModel(), List.of(reward), List.of());
            Trial best = new Search(
                            problemOfTarget,
                            accuracy,
                            Algorithm.NSGA2,
                            Budget.of(TRIALS),
                            FIRST_SEED + t,
                            Journal.NONE,
                            SearchListener.NONE,
                            System::nanoTime)
                    .run(THREADS, Cancellation.NEVER)
                    .best()
                    .orElseThrow();
            double reached = targeted.of(best.costs());
            System.out.printf(
                    Locale.ROOT,
                    "%14.5g %14.5g %9.2f%% %10.4f%n",
                    target,
                    reached,
                    100 * (reached / target - 1),
                    best.score().orElseThrow());
        }
    }
}
