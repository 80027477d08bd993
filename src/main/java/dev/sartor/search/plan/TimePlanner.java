package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.TimeRange;
import dev.sartor.base.UserError;
import dev.sartor.search.plan.TimePlan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans a search for a time budget: a pure function from {@link PlannerInputs} and a time to a {@link TimePlan}. The estimated
 * times of a plan are within the given time. With more time, the accuracy source is the same or one that needs more time; with the same
 * source and number of folds, no part of the plan becomes smaller.
 *
 * <p>If there are few validation images, candidates and finalists are cross-validated if the time suffices for it.
 *
 * <p>Search, finalists and final training get fixed shares of the time; see the constants.
 */
public final class TimePlanner {
    /** Seconds, and share of the time, for reading and writing files and the report. */
    private static final double FIXED_SECONDS = 3;

    private static final double FIXED_SHARE = 0.01;

    private static final double SEARCH_SHARE = 0.45;
    private static final double FINALISTS_SHARE = 0.2;
    private static final double FINAL_TRAINING_SHARE = 0.35;
    /** The shares of the time that replace {@link #SEARCH_SHARE} if accuracies come from a supernet: its training, and the search. */
    private static final double SUPERNET_SHARE = 0.4;

    private static final double SUPERNET_SEARCH_SHARE = 0.05;
    /** The shares beside {@link #FINALISTS_SHARE} if networks are compared by training-free scores: the search, the final training. */
    private static final double SCORES_SHARE = 0.1;

    private static final double FINAL_TRAINING_SHARE_AFTER_SCORES = 0.7;

    /** Minimum steps of a finalist's training, and of the final training, after a search by scores. */
    private static final int MIN_FINALIST_STEPS_AFTER_SCORES = 125;

    private static final int MIN_STEPS_AFTER_SCORES = 500;
    /**
     * With fewer steps of the final training, the time of a search is better spent on a longer final training. On Fashion-MNIST, 7
     * epochs of the network with the most MACs gave 89.5 % test accuracy; in about the same time, a search by 17 short trainings, and 3
     * epochs of its best network, gave 87.2 %.
     */
    private static final int MIN_STEPS = 5000;

    /** Precision of the shortest possible time. */
    private static final double SEARCH_PRECISION_SECONDS = 0.5;

    private static final double MIN_MEASURING_SECONDS = 15;
    private static final double MAX_MEASURING_SECONDS = 60;
    private static final double MEASURING_SHARE = 0.1;
    private static final double NO_TIME = 0;

    private final PlannerInputs inputs;
    private final Set<PlannedSource> allowed;
    private final FinalsPlanner finals;

    /** @param allowed sources that the plan may choose from, at least one; a single one is used wherever it is possible */
    public TimePlanner(PlannerInputs inputs, Set<PlannedSource> allowed) {
        if (allowed.equals(Set.of(PlannedSource.SUPERNET))
                && inputs.supernetSeconds().isEmpty()) {
            throw new IllegalArgumentException("The only source is a supernet, whose speed is not known");
        }
        this.inputs = inputs;
        this.allowed = Set.copyOf(allowed);
        finals = new FinalsPlanner(inputs);
    }

    /**
     * The plan for a time.
     *
     * @param time    the time for everything
     * @param elapsed seconds of that time that have passed already
     * @throws UserError if the time is too short for anything useful; names the shortest possible time
     */
    public TimePlan plan(Duration time, double elapsed) {
        return findPlan(time, elapsed).orElseThrow(() -> tooShort(time, elapsed));
    }

    private UserError tooShort(Duration time, double elapsed) {
        boolean byScores = allowed.contains(PlannedSource.SCORES);
        int epochs = finals.epochsOfSteps(byScores ? MIN_STEPS_AFTER_SCORES : MIN_STEPS);
        return new UserError(
                "the time is too short to " + (byScores ? "compare networks" : "learn the accuracies of networks")
                        + " and train one of them for " + epochs + (epochs == 1 ? " epoch" : " epochs"),
                "--time " + time.toSeconds() + "s",
                "give " + roundedUp(minSeconds(elapsed)) + "s or more, or fewer images, or a smaller limit");
    }

    private Optional<TimePlan> findPlan(Duration time, double elapsed) {
        return Stream.of(PlannedSource.values())
                .sorted(Comparator.reverseOrder())
                .filter(allowed::contains)
                .flatMap(s -> findPlan(s, time, elapsed).stream())
                .findFirst();
    }

    private Optional<TimePlan> findPlan(PlannedSource source, Duration time, double elapsed) {
        double seconds = time.toMillis() / 1e3 - elapsed;
        double measuring = measuringSeconds(seconds);
        double usable = (1 - FIXED_SHARE) * seconds - FIXED_SECONDS - measuring;
        return search(source, usable).flatMap(s -> plan(source, s, time, usable, measuring));
    }

    private Optional<SearchPart> search(PlannedSource source, double usable) {
        return switch (source) {
            case SCORES -> new CheapSearchPlanner(inputs).withScores(SCORES_SHARE * usable);
            case TRAINING ->
                CandidateWork.options(inputs)
                        .flatMap(w -> new TrainingSearchPlanner(w, SEARCH_SHARE * usable).plan().stream())
                        .findFirst();
            case SUPERNET ->
                allowed.size() > 1 && (inputs.mixedKinds() || hasFewImages())
                        ? Optional.empty()
                        : new CheapSearchPlanner(inputs)
                                .withSupernet(
                                        SUPERNET_SHARE * usable, SUPERNET_SEARCH_SHARE * usable, allowed.size() == 1);
        };
    }

    private Optional<TimePlan> plan(
            PlannedSource source, SearchPart search, Duration time, double usable, double measuring) {
        boolean byScores = source == PlannedSource.SCORES;
        int epochs = finals.finalEpochs((byScores ? FINAL_TRAINING_SHARE_AFTER_SCORES : FINAL_TRAINING_SHARE) * usable);
        if (epochs < finals.epochsOfSteps(byScores ? MIN_STEPS_AFTER_SCORES : MIN_STEPS)) {
            return Optional.empty();
        }
        Optional<CandidateWork.Training> finalists = finals.finalistTraining(
                FINALISTS_SHARE * usable, byScores ? MIN_FINALIST_STEPS_AFTER_SCORES : CandidateWork.MIN_STEPS);
        return Optional.of(new TimePlan(
                source,
                reason(source) + crossValidationNote(source, search, finalists),
                search.accuracy(),
                search.algorithm(),
                search.budget(),
                new PlannedTraining(
                        time,
                        duration(Math.max(MIN_MEASURING_SECONDS, measuring / Math.max(1, inputs.tables()))),
                        finalists.isPresent() ? finals.finalists() : 1,
                        finalists.map(TimePlanner::singleRung),
                        epochs,
                        inputs.finalBatch()),
                stages(search, finalists, epochs, measuring)));
    }

    private String reason(PlannedSource source) {
        return switch (source) {
            case SCORES ->
                "networks are compared "
                        + (inputs.mixedKinds()
                                ? "by their MACs, which rank better than other scores where kinds of block are mixed"
                                : "by NASWOT scores, which rank better than their sizes where kinds of block are not"
                                        + " mixed")
                        + ": the time does not suffice to train several of them before the best one";
            case TRAINING ->
                "accuracies come from short trainings"
                        + (!allowed.contains(PlannedSource.SUPERNET)
                                ? ", as requested"
                                : hasFewImages()
                                        ? ", since a supernet cannot be cross-validated"
                                        : inputs.mixedKinds()
                                                ? ", which rank better than a supernet where kinds of block are mixed"
                                                : ": the time does not suffice for a supernet");
            case SUPERNET ->
                "accuracies come from a supernet"
                        + (allowed.size() == 1
                                ? ", as requested"
                                : ": kinds of block are not mixed, and the time suffices to train it");
        };
    }

    /** Whether the validation images distinguish few networks. */
    private boolean hasFewImages() {
        return inputs.candidates().folds() > 1;
    }

    /** A sentence on what the plan does about few validation images, or why it does nothing; empty if there are many. */
    private String crossValidationNote(
            PlannedSource source, SearchPart search, Optional<CandidateWork.Training> finalists) {
        if (!hasFewImages()) {
            return "";
        }
        String few = inputs.validationImages() + " validation images distinguish few networks";
        boolean finals = finalists.isPresent() && finalists.get().work().isCrossValidated();
        return switch (source) {
            case SCORES ->
                finals
                        ? "; the finalists are cross-validated, because " + few
                        : "; nor does it suffice to cross-validate finalists, and " + few;
            case TRAINING ->
                search.isCrossValidated()
                        ? "; they are cross-validated, because " + few
                        : "; the time does not suffice to cross-validate "
                                + (finals ? "them, only the finalists" : "them") + ", and " + few;
            case SUPERNET ->
                "; a supernet cannot be cross-validated, and " + few
                        + (finals ? ", so the finalists are cross-validated" : "");
        };
    }

    /** Halving with a single rung: each finalist is trained to the end on its own schedule, and its training can be resumed. */
    private static AccuracySpec.Halving singleRung(CandidateWork.Training each) {
        int anyReductionFactor = 2;
        return new AccuracySpec.Halving(each.epochs(), each.epochs(), anyReductionFactor, each.settings());
    }

    private List<Stage> stages(
            SearchPart search, Optional<CandidateWork.Training> finalists, int epochs, double measuring) {
        List<Stage> stages = new ArrayList<>(search.stages());
        if (inputs.tables() > 0) {
            stages.add(new Stage(
                    "measuring",
                    "the latency of the most promising networks, where the device can be reached",
                    new TimeRange(NO_TIME, measuring)));
        }
        finalists.ifPresent(f -> stages.add(finals.finalistStage(f)));
        stages.add(finals.finalTrainingStage(epochs));
        return stages;
    }

    /** The time for the measurements on all devices together. */
    private double measuringSeconds(double seconds) {
        return Math.clamp(
                MEASURING_SHARE * seconds,
                MIN_MEASURING_SECONDS * inputs.tables(),
                MAX_MEASURING_SECONDS * inputs.tables());
    }

    /** The shortest time for which there is a plan, rounded up to at most half a second more. */
    double minSeconds(double elapsed) {
        double low = 0;
        double high = 1;
        while (findPlan(duration(high), elapsed).isEmpty()) {
            low = high;
            high *= 2;
        }
        while (high - low > SEARCH_PRECISION_SECONDS) {
            double middle = (low + high) / 2;
            if (findPlan(duration(middle), elapsed).isEmpty()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(1e3 * seconds));
    }

    /** Adds a margin, since the next measurement of the inputs differs a little, and rounds up. */
    private static long roundedUp(double seconds) {
        double withMargin = 1.1 * seconds;
        long step = withMargin < 60 ? 5 : 30;
        return (long) Math.ceil(withMargin / step) * step;
    }
}
