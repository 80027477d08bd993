package dev.sartor.delivery.baseline;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FolderLock;
import dev.sartor.base.math.PairedGain;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.delivery.DeliveryListener;
import dev.sartor.delivery.MeasuredLimit;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.RunDelivery;
import dev.sartor.delivery.RunDevices;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.device.Boards;
import dev.sartor.executor.training.DivergenceCheck;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.NetworkTimer;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.network.Lowering;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * Trains baselines with the recipe of a search's winner, within the limits of its run, and computes the winner's gain over each.
 * Models are kept in {@code baselines/TRIAL} of the run's folder; a repeated call trains only what is missing.
 */
public final class BaselineComparison {
    private static final MeasurementProtocol PROTOCOL =
            MeasurementProtocol.standard().withBudget(Duration.ofSeconds(60));
    private static final long MEASUREMENT_SEED = 1;

    private final RunFolder run;
    private final RunDelivery delivery;
    private final SearchProblem problem;
    private final int threads;
    private final LongSupplier nanoTime;
    private final BooleanSupplier cancelled;
    private final DeliveryListener listener;

    /**
     * @param delivery the other steps after the run's search
     * @param problem  the search problem of the run
     * @param threads  the number of threads for training and evaluation
     * @param nanoTime the clock of measurements
     */
    public BaselineComparison(
            RunFolder run,
            RunDelivery delivery,
            SearchProblem problem,
            int threads,
            LongSupplier nanoTime,
            BooleanSupplier cancelled,
            DeliveryListener listener) {
        this.run = run;
        this.delivery = delivery;
        this.problem = problem;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.cancelled = cancelled;
        this.listener = listener;
    }

    /**
     * Chooses and measures baselines, trains them and computes the gains.
     *
     * @param winner    the card of a trained trial
     * @param teacher   the teacher of the winner's training
     * @param seeds     number of trainings of each network: with the winner's seed, that seed plus 1, and so on
     * @param overwrite whether models of other trainings are replaced
     * @throws UserError if no scaled MobileNetV2 is within the limits, the winner's training cannot be repeated with other
     *     networks, or there are no test images
     * @throws InterruptedException if the thread was interrupted while measuring
     */
    public BaselineResults compare(
            ModelCard winner, BaselineChoice choice, int seeds, Optional<TeacherReference> teacher, boolean overwrite)
            throws InterruptedException {
        requireRepeatable(winner);
        int trial = Integer.parseInt(winner.name());
        Architecture architecture = delivery.architecture(trial);
        SearchProblem limitedProblem =
                BaselinePlanner.withLimit(problem, run.trial(trial).costs());
        Path folder = run.path().resolve("baselines").resolve(winner.name());
        BaselinePlan plan = plan(trial, architecture, limitedProblem, choice, folder);
        var trainer = new BaselineTrainer(
                delivery,
                run.config().seed(),
                new BaselineTrainer.Execution(threads, cancelled, listener),
                winner,
                teacher,
                overwrite,
                folder);
        long[] seedValues =
                LongStream.range(winner.seed(), winner.seed() + seeds).toArray();
        BaselineTrainer.TrainedNetwork trainedWinner = trainer.trainWinner(architecture, seedValues);
        List<BaselineResults.Entry> entries = new ArrayList<>();
        for (Baseline network : deterministicBaselines(plan, choice)) {
            int candidates = 1;
            entries.add(entry(network, candidates, trainedWinner, trainer.train(network, seedValues)));
        }
        if (choice.random() > 0) {
            List<Baseline> random = randomBaselines(plan, choice);
            Baseline best = bestOf(random, trainer, seedValues[0]);
            entries.add(entry(best, random.size(), trainedWinner, trainer.train(best, seedValues)));
        }
        var results = new BaselineResults(
                trial,
                plan.limits(),
                LongStream.of(seedValues).boxed().toList(),
                trainedWinner.correct()[0].length,
                trainedWinner.testAccuracies(),
                entries);
        results.write(run);
        listener.stepFinished();
        return results;
    }

    /**
     * Checks before a trial is trained that its baselines can be chosen.
     *
     * @throws UserError if no scaled MobileNetV2 is within the limits
     */
    public void requireChoosable(int trial, BaselineChoice choice) {
        if (choice.scaled()) {
            Architecture architecture = delivery.architecture(trial);
            planner(
                            architecture,
                            BaselinePlanner.withLimit(problem, run.trial(trial).costs()))
                    .scaledMobileNets();
        }
    }

    private BaselinePlanner planner(Architecture winner, SearchProblem limitedProblem) {
        return new BaselinePlanner(
                limitedProblem,
                LatencyTables.readCompatible(run.config().tables()),
                delivery.dataset(winner).task(),
                winner.input(),
                run.config().seed());
    }

    private static BaselineResults.Entry entry(
            Baseline network,
            int candidates,
            BaselineTrainer.TrainedNetwork winner,
            BaselineTrainer.TrainedNetwork baseline) {
        return new BaselineResults.Entry(
                network, candidates, baseline.testAccuracies(), PairedGain.of(winner.correct(), baseline.correct()));
    }

    private void requireRepeatable(ModelCard winner) {
        winner.sharedWeightsRun().ifPresent(from -> {
            throw new UserError(
                    "trial " + winner.name() + " was trained from the shared weights of " + from
                            + ", which the baselines do not have",
                    ModelFiles.of(run, Integer.parseInt(winner.name())).card().toString(),
                    "train it from new weights: "
                            + SartorCommand.of("train")
                                    .with(Path.of(run.path() + ":" + winner.name()))
                                    .with(List.of("--overwrite")));
        });
        if (winner.data().split().filter(s -> s.test() == 0).isPresent()) {
            throw new UserError(
                    "there are no test images to compare networks on",
                    winner.data().name(),
                    "add a test part to the images");
        }
    }

    private static List<Baseline> deterministicBaselines(BaselinePlan plan, BaselineChoice choice) {
        return plan.networks().stream()
                .filter(n -> switch (n.kind()) {
                    case SCALED -> choice.scaled();
                    case LARGEST -> choice.largest();
                    case RANDOM -> false;
                })
                .toList();
    }

    private static List<Baseline> randomBaselines(BaselinePlan plan, BaselineChoice choice) {
        return plan.networks().stream()
                .filter(n -> n.kind() == Baseline.Kind.RANDOM)
                .limit(choice.random())
                .toList();
    }

    /** The network with the best validation accuracy after one training each; those whose training diverges are left out. */
    private Baseline bestOf(List<Baseline> networks, BaselineTrainer trainer, long seed) {
        Map<Baseline, Double> accuracies = new LinkedHashMap<>();
        for (Baseline network : networks) {
            try {
                accuracies.put(network, trainer.card(network, seed).deliveredValidationAccuracy());
            } catch (UserError e) {
                if (!DivergenceCheck.isDivergence(e)) {
                    throw e;
                }
                listener.warning(network.description() + " is left out: " + e.getMessage());
            }
        }
        return accuracies.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new UserError(
                        "the trainings of all " + networks.size() + " random networks failed",
                        run.path().resolve("baselines").toString(),
                        "train the run with a lower --learning-rate, which the baselines then have too",
                        UserError.ExitCode.FAILED));
    }

    /** The plan of an earlier call, extended by the chosen baselines that it lacks. */
    private BaselinePlan plan(
            int trial, Architecture winner, SearchProblem limitedProblem, BaselineChoice choice, Path folder)
            throws InterruptedException {
        List<String> limits = limitedProblem.limits().stream().map(Limit::text).toList();
        long seed = run.config().seed();
        Optional<BaselinePlan> earlier = BaselinePlan.read(folder).filter(p -> p.isFor(trial, limits, seed));
        var planner = planner(winner, limitedProblem);
        List<Baseline> kept = earlier.map(BaselinePlan::networks).orElse(List.of());
        List<Baseline> added = new ArrayList<>();
        if (choice.scaled()
                && earlier.flatMap(p -> p.network(BaselinePlanner.SCALED)).isEmpty()) {
            added.addAll(planner.scaledMobileNets());
        }
        if (choice.largest()
                && earlier.flatMap(p -> p.network(BaselinePlanner.LARGEST)).isEmpty()) {
            added.add(planner.largest());
        }
        planner.random(choice.random()).stream()
                .filter(n -> kept.stream().noneMatch(k -> k.name().equals(n.name())))
                .forEach(added::add);
        List<Baseline> networks = new ArrayList<>(kept);
        networks.addAll(withWidestScaled(measure(added), limitedProblem, planner));
        var plan = new BaselinePlan(trial, limits, seed, networks);
        try (FolderLock _ = FolderLock.acquire(folder)) {
            plan.write(folder);
        }
        return plan;
    }

    /**
     * The networks with only one of the scaled ones: the widest that is within the limits, by measured latency if it was
     * measured.
     */
    private static List<Baseline> withWidestScaled(
            List<Baseline> networks, SearchProblem limitedProblem, BaselinePlanner planner) {
        List<Baseline> scaled =
                networks.stream().filter(n -> n.kind() == Baseline.Kind.SCALED).toList();
        Optional<Baseline> widest = scaled.reversed().stream()
                .filter(n -> limitedProblem.limits().stream().allMatch(l -> allows(l, n)))
                .findFirst()
                .or(() -> scaled.reversed().stream().filter(planner::allows).findFirst());
        return networks.stream()
                .filter(n -> n.kind() != Baseline.Kind.SCALED || n.equals(widest.orElseThrow()))
                .toList();
    }

    private static boolean allows(Limit limit, Baseline network) {
        return network.measured().isEmpty()
                ? limit.allows(network.costs())
                : MeasuredLimit.allows(
                        limit,
                        network.costs(),
                        table -> Optional.ofNullable(network.measured().get(table)));
    }

    private List<Baseline> measure(List<Baseline> networks) throws InterruptedException {
        if (networks.isEmpty()) {
            return networks;
        }
        try (RunDevices devices = delivery.devices()) {
            devices.unavailable().forEach(listener::deviceUnavailable);
            if (devices.byTable().isEmpty()) {
                return networks;
            }
            listener.baselineMeasurementStarted(networks.size());
            List<NetworkTimer.Model> models = networks.stream()
                    .map(n -> NetworkTimer.Model.untrained(Lowering.lower(n.parsedArchitecture())))
                    .toList();
            List<SortedMap<String, MeasuredLatency>> latencies = networks.stream()
                    .map(n -> (SortedMap<String, MeasuredLatency>) new TreeMap<String, MeasuredLatency>())
                    .toList();
            for (Map.Entry<LatencyTable, Boards> device : devices.byTable().entrySet()) {
                List<MeasuredLatency> times = new NetworkTimer(
                                device.getValue(), nanoTime, listener.measurementListener())
                        .time(models, device.getKey(), problem.space(), PROTOCOL, MEASUREMENT_SEED);
                for (int i = 0; i < networks.size(); i++) {
                    latencies.get(i).put(device.getKey().name(), times.get(i));
                }
            }
            List<Baseline> measured = new ArrayList<>();
            for (int i = 0; i < networks.size(); i++) {
                measured.add(networks.get(i).withMeasured(latencies.get(i)));
            }
            return measured;
        }
    }
}
