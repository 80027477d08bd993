package dev.sartor.search.plan;

import dev.sartor.base.TimeRange;
import java.util.Optional;

/** Plans what follows a search: longer trainings of its finalists, and the final training of the winner. */
final class FinalsPlanner {
    private static final int MIN_FINALISTS = 4;
    private static final int MAX_FINALISTS = 8;
    private static final int MAX_EPOCHS = 200;
    private static final int MAX_STEPS = 20_000;

    private final Workload workload;
    private final NetworkSpeed speed;

    FinalsPlanner(Workload workload) {
        this.workload = workload;
        speed = workload.cautious();
    }

    int finalists() {
        return Math.clamp(workload.threads(), MIN_FINALISTS, MAX_FINALISTS);
    }

    /**
     * The training of each finalist that fits into the time, cross-validated if the time suffices and the validation images are
     * few; empty if it would have fewer steps than {@code minSteps}.
     */
    Optional<CandidateWork.Training> finals(double seconds, int minSteps) {
        return CandidateWork.options(workload)
                .flatMap(w -> finals(w, seconds, minSteps).stream())
                .findFirst();
    }

    private Optional<CandidateWork.Training> finals(CandidateWork work, double seconds, int minSteps) {
        long passes = Math.min(work.longest(), work.passes(seconds / rounds(), speed));
        return passes < work.passesOfSteps(minSteps) ? Optional.empty() : Optional.of(work.training(passes));
    }

    private int rounds() {
        return Math.ceilDiv(finalists(), workload.threads());
    }

    TimePlan.Stage finalsStage(CandidateWork.Training each) {
        return new TimePlan.Stage(
                "finalists",
                "the " + finalists() + " most promising, each trained on " + each,
                new TimeRange(rounds() * each.seconds(workload.typical()), rounds() * each.seconds(speed)));
    }

    /** The epochs of the final training that fit into the time; 0 or less if none does. */
    int epochs(double seconds) {
        double epoch = seconds(1, speed) - seconds(0, speed);
        return (int) Math.min(maxEpochs(), (seconds - seconds(0, speed)) / epoch);
    }

    private double seconds(int epochs, NetworkSpeed at) {
        double evaluated = (epochs + 1.0) * workload.validationImages() + workload.testImages();
        return (double) epochs * workload.trainImages() * at.finalSeconds() + evaluated * at.evaluationSeconds();
    }

    TimePlan.Stage trainingStage(int epochs) {
        return new TimePlan.Stage(
                "training",
                "the winner, trained on " + new ImagePasses(epochs, workload.trainImages()),
                new TimeRange(seconds(epochs, workload.typical()), seconds(epochs, speed)));
    }

    /** The epochs that make so many steps. */
    int epochsOfSteps(int steps) {
        return Math.ceilDiv(steps, workload.stepsPerFinalEpoch());
    }

    private int maxEpochs() {
        return Math.max(MAX_EPOCHS, epochsOfSteps(MAX_STEPS));
    }
}
