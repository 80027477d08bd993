package dev.sartor.search.plan;

import dev.sartor.base.TimeRange;
import java.util.Optional;

/** Plans what follows a search: longer trainings of its finalists, and the final training of the winner. */
final class FinalsPlanner {
    private static final int MIN_FINALISTS = 4;
    private static final int MAX_FINALISTS = 8;
    /** The final training has at most as many epochs as the larger of these limits allows. */
    private static final int MAX_EPOCHS = 200;

    private static final int MAX_STEPS = 20_000;

    private final PlannerInputs inputs;
    private final NetworkSpeed speed;

    FinalsPlanner(PlannerInputs inputs) {
        this.inputs = inputs;
        speed = inputs.cautiousSpeed();
    }

    /** The number of finalists. */
    int finalists() {
        return Math.clamp(inputs.threads(), MIN_FINALISTS, MAX_FINALISTS);
    }

    /**
     * The training of each finalist that fits into the time, cross-validated if the time suffices and the validation images are
     * few; empty if it would have fewer steps than {@code minSteps}.
     */
    Optional<CandidateWork.Training> finalistTraining(double seconds, int minSteps) {
        return CandidateWork.options(inputs)
                .flatMap(w -> finalistTraining(w, seconds, minSteps).stream())
                .findFirst();
    }

    private Optional<CandidateWork.Training> finalistTraining(CandidateWork work, double seconds, int minSteps) {
        long passes = Math.min(work.maxPasses(), work.passes(seconds / rounds(), speed));
        return passes < work.passesOfSteps(minSteps) ? Optional.empty() : Optional.of(work.training(passes));
    }

    /** The number of finalists that each thread trains, one after another. */
    private int rounds() {
        return Math.ceilDiv(finalists(), inputs.threads());
    }

    TimePlan.Stage finalistStage(CandidateWork.Training each) {
        return new TimePlan.Stage(
                "finalists",
                "the " + finalists() + " most promising, each trained on " + each,
                new TimeRange(rounds() * each.seconds(inputs.typicalSpeed()), rounds() * each.seconds(speed)));
    }

    /** The number of epochs of the final training that fit into the time; 0 or less if not even one fits. */
    int finalEpochs(double seconds) {
        double fixedSeconds = finalSeconds(0, speed);
        double secondsPerEpoch = finalSeconds(1, speed) - fixedSeconds;
        return (int) Math.min(maxEpochs(), (seconds - fixedSeconds) / secondsPerEpoch);
    }

    /** Seconds of the final training, with an evaluation after each epoch and at the end. */
    private double finalSeconds(int epochs, NetworkSpeed assumedSpeed) {
        double evaluatedImages = (epochs + 1.0) * inputs.validationImages() + inputs.testImages();
        return (double) epochs * inputs.trainImages() * assumedSpeed.finalSeconds()
                + evaluatedImages * assumedSpeed.evaluationSeconds();
    }

    TimePlan.Stage finalTrainingStage(int epochs) {
        return new TimePlan.Stage(
                "training",
                "the winner, trained on " + new ImagePasses(epochs, inputs.trainImages()),
                new TimeRange(finalSeconds(epochs, inputs.typicalSpeed()), finalSeconds(epochs, speed)));
    }

    /** The smallest number of epochs of the final training that makes this number of steps. */
    int epochsOfSteps(int steps) {
        return Math.ceilDiv(steps, inputs.stepsPerFinalEpoch());
    }

    private int maxEpochs() {
        return Math.max(MAX_EPOCHS, epochsOfSteps(MAX_STEPS));
    }
}
