package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.CandidateSettings;
import dev.sartor.base.TimeRange;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans searches whose trials cost little: by scores of untrained networks, and by a supernet. */
final class CheapSearchPlanner {
    private static final int MIN_SCORED_NETWORKS = 16;
    private static final int MIN_SUPERNET_TRIALS = 50;
    private static final int MAX_TRIALS = 500;
    /** Evaluations per trial: for each network of the search, a random network is evaluated for comparison. */
    private static final int EVALUATIONS_PER_TRIAL = 2;

    private static final int MAX_SUPERNET_IMAGES = 20_000;
    /**
     * Minimum number of images that the training of a supernet processes (an image once per epoch), at the default batch size. With
     * smaller batches it is smaller, so that the number of steps is the same.
     */
    private static final long MIN_PASSES = 2_000_000;
    /** A supernet that the user asks for may be trained less. */
    private static final long MIN_REQUESTED_PASSES = 600_000;

    private static final long MAX_PASSES = 10_000_000;

    private static final int NO_SANDWICH = 0;
    private static final int NO_FINE_TUNING = 0;
    private static final double NO_TIME = 0;

    private final PlannerInputs inputs;

    CheapSearchPlanner(PlannerInputs inputs) {
        this.inputs = inputs;
    }

    /** The score that ranks networks best: the MACs in spaces with blocks of several kinds at one position, NASWOT in others. */
    static AccuracySpec scoreSpec(boolean mixedKinds) {
        return AccuracySpec.parse(mixedKinds ? "most-macs" : "naswot");
    }

    /** A search by scores within a time; empty if the time does not suffice for a useful number of scores. */
    Optional<SearchPart> withScores(double seconds) {
        AccuracySpec spec = scoreSpec(inputs.mixedKinds());
        double secondsPerTrial =
                EVALUATIONS_PER_TRIAL * inputs.scoreSeconds() * PlannerInputs.MARGIN / inputs.threads();
        int trials = (int) Math.min(MAX_TRIALS, seconds / secondsPerTrial);
        if (trials < MIN_SCORED_NETWORKS) {
            return Optional.empty();
        }
        String work = "%,d networks, ranked by %s without training";
        return Optional.of(new SearchPart(
                spec,
                Algorithm.NSGA2,
                Budget.of(trials),
                List.of(new TimePlan.Stage(
                        "search",
                        String.format(Locale.ROOT, work, trials, spec.metric().name()),
                        new TimeRange(NO_TIME, trials * secondsPerTrial)))));
    }

    /**
     * A search with a supernet; empty if its speed is not known, or the time does not suffice for it.
     *
     * @param requested whether the user chose the supernet, which may then be trained less
     */
    Optional<SearchPart> withSupernet(double trainingSeconds, double searchSeconds, boolean requested) {
        if (inputs.supernetSeconds().isEmpty()) {
            return Optional.empty();
        }
        double perImage = inputs.supernetSeconds().getAsDouble() * PlannerInputs.MARGIN;
        int images = Math.min(MAX_SUPERNET_IMAGES, inputs.trainImages());
        int batch = inputs.candidates().batch();
        int epochs = (int) (Math.min(MAX_PASSES, (long) (trainingSeconds / perImage)) / images);
        var training = new ImagePasses(epochs, images);
        double secondsPerTrial = EVALUATIONS_PER_TRIAL
                * inputs.validationImages()
                * inputs.cautiousSpeed().evaluationSeconds()
                / inputs.threads();
        int trials = (int) Math.min(MAX_TRIALS, searchSeconds / secondsPerTrial);
        long minPasses = (requested ? MIN_REQUESTED_PASSES : MIN_PASSES) / CandidateSettings.DEFAULT.batch() * batch;
        if (training.total() < minPasses || trials < MIN_SUPERNET_TRIALS) {
            return Optional.empty();
        }
        return Optional.of(new SearchPart(
                new AccuracySpec.Supernet(epochs, OptionalInt.of(images), batch, NO_SANDWICH, NO_FINE_TUNING),
                Algorithm.NSGA2,
                Budget.of(trials),
                List.of(
                        stage("supernet", "shared weights, trained on " + training, training.total() * perImage),
                        stage(
                                "search",
                                String.format(Locale.ROOT, "%,d networks, evaluated with the shared weights", trials),
                                trials * secondsPerTrial))));
    }

    private static TimePlan.Stage stage(String name, String work, double seconds) {
        return new TimePlan.Stage(name, work, new TimeRange(seconds / PlannerInputs.MARGIN, seconds));
    }
}
