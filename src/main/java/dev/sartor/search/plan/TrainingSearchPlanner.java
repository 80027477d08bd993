package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.TimeRange;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans a search by short trainings of networks that a predictor proposes, each evaluated in the same number of folds. With more
 * time, the number of networks and the length of each training grow together, until there are {@value #MANY_NETWORKS} networks. From then
 * on only the trainings become longer; once they are as long as is useful, only the number of networks grows.
 */
final class TrainingSearchPlanner {
    /** Minimum number of networks: predictions from fewer are poor. */
    static final int FEW_NETWORKS = 12;
    /** With more networks, predictions improve little. */
    static final int MANY_NETWORKS = 64;

    private static final int MAX_NETWORKS = 256;
    private static final int MIN_GENERATION = 4;

    private final PlannerInputs inputs;
    private final CandidateWork work;
    private final double seconds;
    private final NetworkSpeed speed;

    /** @param seconds the time for the search */
    TrainingSearchPlanner(CandidateWork work, double seconds) {
        this.work = work;
        inputs = work.inputs();
        this.seconds = seconds;
        speed = inputs.cautiousMeanSpeed();
    }

    /** The search; empty if the time does not suffice for a useful number of networks. */
    Optional<SearchPart> plan() {
        int networks = maxNetworks();
        if (networks < FEW_NETWORKS) {
            return Optional.empty();
        }
        long passes = minPasses(networks);
        if (networks >= MANY_NETWORKS) {
            passes = Math.clamp(affordablePasses(), passes, work.maxPasses());
        }
        CandidateWork.Training each = work.training(passes);
        while (networks >= MANY_NETWORKS
                && networks < MAX_NETWORKS
                && passes == work.maxPasses()
                && secondsFor(networks + 1, each, speed) <= seconds) {
            networks++;
        }
        return Optional.of(new SearchPart(
                new AccuracySpec.Training(each.epochs(), each.settings()),
                Algorithm.PREDICTIVE,
                Budget.of(networks).withPopulation(2 * generationSize(), generationSize()),
                List.of(new TimePlan.Stage(
                        "search",
                        String.format(
                                Locale.ROOT,
                                "%,d networks that a predictor proposes, each trained on %s",
                                networks,
                                each),
                        new TimeRange(
                                secondsFor(networks, each, inputs.typicalSpeed()),
                                secondsFor(networks, each, speed))))));
    }

    private int maxNetworks() {
        int networks = FEW_NETWORKS - 1;
        while (networks < MANY_NETWORKS
                && secondsFor(networks + 1, work.training(minPasses(networks + 1)), speed) <= seconds) {
            networks++;
        }
        return networks;
    }

    /** The minimum number of image passes in each fold if {@code networks} networks are trained. */
    private long minPasses(int networks) {
        return Math.min(work.maxPasses(), work.passesOfSteps(CandidateWork.MIN_STEPS) * networks / FEW_NETWORKS);
    }

    /** The number of image passes in each fold that fit into the time if {@value #MANY_NETWORKS} networks are trained. */
    private long affordablePasses() {
        double proposals = generations(MANY_NETWORKS) * inputs.proposalSeconds();
        return work.passes((seconds - proposals) / rounds(MANY_NETWORKS), speed);
    }

    private double secondsFor(int networks, CandidateWork.Training each, NetworkSpeed assumedSpeed) {
        return rounds(networks) * each.seconds(assumedSpeed) + generations(networks) * inputs.proposalSeconds();
    }

    /** The size of a generation, which keeps all threads busy. */
    private int generationSize() {
        return Math.ceilDiv(MIN_GENERATION, inputs.threads()) * inputs.threads();
    }

    /** The number of generations, the random one included. */
    private int generations(int networks) {
        return 1 + Math.ceilDiv(networks - Algorithm.initialSamplesOfPredictive(networks), generationSize());
    }

    /** The number of trainings that each thread does, one after another. */
    private int rounds(int networks) {
        int first = Algorithm.initialSamplesOfPredictive(networks);
        int others = networks - first;
        return Math.ceilDiv(first, inputs.threads())
                + others / generationSize() * (generationSize() / inputs.threads())
                + Math.ceilDiv(others % generationSize(), inputs.threads());
    }
}
