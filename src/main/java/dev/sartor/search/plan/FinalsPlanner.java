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

    /** The training of each finalist that fits into the time; empty if it would be shorter than {@code shortest}. */
    Optional<ImagePasses> finals(double seconds, long shortest) {
        long passes = Math.min(workload.longestTraining(), workload.candidatePasses(seconds / rounds(), speed));
        return passes < shortest ? Optional.empty() : Optional.of(ImagePasses.of(passes, workload.trainImages()));
    }

    private int rounds() {
        return Math.ceilDiv(finalists(), workload.threads());
    }

    TimePlan.Stage finalsStage(ImagePasses each) {
        return new TimePlan.Stage(
                "finalists",
                "the " + finalists() + " most promising, each trained on " + each,
                new TimeRange(
                        rounds() * workload.candidateSeconds(each.total(), workload.typical()),
                        rounds() * workload.candidateSeconds(each.total(), speed)));
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
