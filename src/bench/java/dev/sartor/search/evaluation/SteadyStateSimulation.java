package dev.sartor.search.evaluation;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.evaluation.SimulatedWorkers.Conditions;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchProgress;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Compares searches by generations with steady-state searches (which propose a network whenever a worker becomes free) on several workers,
 * in simulated time. Prints how long workers are idle, how much work is repeated because workers are lost, and the hypervolume after a
 * given time. An evaluation takes 5 to 60 minutes. A worker is lost with a probability of 5 % per hour, and replaced 5 minutes later.
 *
 * <p>Arguments: {@code WORKERS HOURS [SEEDS [SPACE]]}. WORKERS evaluate networks for HOURS; printed are means over SEEDS (default 20)
 * searches. With the space {@code nas-bench-macro} (default), accuracies are the published ones; with any other SPACE, a formula of MACs
 * and parameters.
 */
public final class SteadyStateSimulation {
    private static final double SHORTEST_MINUTES = 5;
    private static final double LONGEST_MINUTES = 60;
    private static final double MEAN_MINUTES = (SHORTEST_MINUTES + LONGEST_MINUTES) / 2;
    /** A worker survives an hour with a probability of 95 %. */
    private static final double LOSSES_PER_HOUR = -Math.log(0.95);

    private static final double MINUTES_TO_REPLACE = 5;

    /** Numbers of networks in evaluation, per worker, that are compared. */
    private static final double[] NETWORKS_PER_WORKER = {1, 1.5, 2, 3, 4};

    private static final int RANDOM_NETWORKS_PER_WORKER = 3;

    /** Budget relative to the number of evaluations that the time allows, so that no search ends before the time. */
    private static final double SPARE_TRIALS = 1.2;

    private static final long FIRST_SEED = 1000;
    private static final int THREADS = 1;

    private final SearchProblem problem;
    private final AccuracySource accuracies;
    private final int workers;
    private final double hours;
    private final int seeds;

    private SteadyStateSimulation(
            SearchProblem problem, AccuracySource accuracies, int workers, double hours, int seeds) {
        this.problem = problem;
        this.accuracies = accuracies;
        this.workers = workers;
        this.hours = hours;
        this.seeds = seeds;
    }

    public static void main(String[] args) {
        int workers = Integer.parseInt(args[0]);
        double hours = Double.parseDouble(args[1]);
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        String space = args.length > 3 ? args[3] : "nas-bench-macro";
        SteadyStateSimulation simulation;
        if (space.equals("nas-bench-macro")) {
            NasBenchMacroAccuracies published = NasBenchMacroAccuracies.read();
            simulation = new SteadyStateSimulation(published.problem(), published, workers, hours, seeds);
        } else {
            simulation =
                    new SteadyStateSimulation(problem(SpaceFile.find(space)), new SizeFormula(), workers, hours, seeds);
        }
        simulation.print();
    }

    private static SearchProblem problem(SearchSpace space) {
        return new SearchProblem(
                space, CostModel.withoutTables(space), SearchProblem.defaultObjectivesWithoutLatency(), List.of());
    }

    /** An accuracy that rises with the logarithms of MACs and parameters, and differs by up to 2 points among networks of equal size. */
    private record SizeFormula() implements AccuracySource {
        @Override
        public double score(Architecture architecture, long seed) {
            Network network = Lowering.lower(architecture);
            double sizes = 0.05 * Math.log(network.macs()) + 0.02 * Math.log(network.params());
            double choices = architecture.blockStrings().stream()
                            .mapToInt(b -> Math.floorMod(b.hashCode(), 1000))
                            .average()
                            .orElse(0)
                    / 1000;
            return 1 - Math.exp(-sizes) * (0.98 + 0.04 * choices);
        }

        @Override
        public String description() {
            return "a formula of sizes";
        }
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%s, %d workers, %.0f hours, means of %d seeds%n",
                problem.space().name(),
                workers,
                hours,
                seeds);
        System.out.println("| search | idle | extra work | evaluated | hypervolume | standard error |");
        System.out.println("|---|---|---|---|---|---|");
        int trials = (int) Math.ceil(SPARE_TRIALS * workers * hours * 60 / MEAN_MINUTES);
        Budget base = Budget.of(trials);
        print("generations of " + base.offspring() + " (default)", base, Algorithm.NSGA2);
        print("generations of " + workers, base.withPopulation(2 * workers, workers), Algorithm.NSGA2);
        for (double factor : NETWORKS_PER_WORKER) {
            int concurrent = (int) Math.round(factor * workers);
            print(
                    String.format(Locale.ROOT, "steady state, %d (%.2f a worker)", concurrent, factor),
                    base.withSteadyState(concurrent),
                    Algorithm.NSGA2);
        }
        print("random", base.withSteadyState(RANDOM_NETWORKS_PER_WORKER * workers), Algorithm.RANDOM);
    }

    /**
     * The state of one simulated search at the end of its time.
     *
     * @param idle      share of the time of all workers in which they are idle, 0 to 1
     * @param extra     work of lost evaluations, relative to the work that was used
     * @param evaluated number of evaluated networks
     * @param hypervolume of their front
     */
    private record Outcome(double idle, double extra, double evaluated, double hypervolume) {}

    private void print(String name, Budget budget, Algorithm algorithm) {
        List<Outcome> outcomes = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> outcome(budget, algorithm, FIRST_SEED + seed))
                .toList();
        double hypervolume =
                outcomes.stream().mapToDouble(Outcome::hypervolume).average().orElseThrow();
        double variance = outcomes.stream()
                        .mapToDouble(o -> Math.pow(o.hypervolume() - hypervolume, 2))
                        .sum()
                / (seeds - 1.0);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f %% | %.1f %% | %.0f | %.5f | %.5f |%n",
                name,
                100 * outcomes.stream().mapToDouble(Outcome::idle).average().orElseThrow(),
                100 * outcomes.stream().mapToDouble(Outcome::extra).average().orElseThrow(),
                outcomes.stream().mapToDouble(Outcome::evaluated).average().orElseThrow(),
                hypervolume,
                Math.sqrt(variance / seeds));
    }

    private Outcome outcome(Budget budget, Algorithm algorithm, long seed) {
        var conditions =
                new Conditions(workers, SHORTEST_MINUTES, LONGEST_MINUTES, LOSSES_PER_HOUR, MINUTES_TO_REPLACE);
        var simulated = new SimulatedWorkers(conditions, accuracies, seed);
        var atEnd = new AtEnd(simulated, hours * 60);
        LongSupplier stoppedClock = () -> 0;
        new Search(problem, accuracies, algorithm, budget, seed, Journal.NONE, atEnd, stoppedClock)
                .run(simulated, THREADS, atEnd::isReached);
        return atEnd.outcome.orElseThrow(() -> new IllegalStateException("no network is left before the time is over"));
    }

    /** Records the outcome before the first trial that ends after the simulated time. */
    private static final class AtEnd implements SearchListener {
        private final SimulatedWorkers workers;
        private final double minutes;
        private Optional<SearchProgress> latest = Optional.empty();
        private Optional<Outcome> outcome = Optional.empty();

        AtEnd(SimulatedWorkers workers, double minutes) {
            this.workers = workers;
            this.minutes = minutes;
        }

        boolean isReached() {
            return outcome.isPresent();
        }

        @Override
        public void trial(Trial trial, SearchProgress progress) {
            if (workers.minutes() >= minutes && outcome.isEmpty()) {
                SearchProgress reached = latest.orElse(progress);
                outcome = Optional.of(new Outcome(
                        workers.idleShare(), workers.extraWork(), reached.evaluated(), reached.hypervolume()));
            }
            latest = Optional.of(progress);
        }
    }
}
