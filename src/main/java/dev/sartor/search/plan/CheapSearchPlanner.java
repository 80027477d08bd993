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
    private static final int MIN_SCORES = 16;
    private static final int MIN_SUPERNET_TRIALS = 50;
    private static final int MAX_TRIALS = 500;
    /** Evaluations per trial: as many random networks are evaluated for comparison. */
    private static final int EVALUATIONS_PER_TRIAL = 2;

    private static final int SUPERNET_IMAGES = 20_000;
    /** Image passes of the default supernet, with its batch size; as many steps of smaller batches are less. */
    private static final long MIN_PASSES = 2_000_000;
    /** A supernet that the user asks for may be trained less. */
    private static final long MIN_REQUESTED_PASSES = 600_000;

    private static final long MAX_PASSES = 10_000_000;

    private final Workload workload;

    CheapSearchPlanner(Workload workload) {
        this.workload = workload;
    }

    /** The score that ranks networks best: the MACs in spaces that mix kinds of blocks, NASWOT in others. */
    static AccuracySpec scoreSpec(boolean mixedKinds) {
        return AccuracySpec.parse(mixedKinds ? "most-macs" : "naswot");
    }

    /** Empty if the time does not suffice for a useful number of scores. */
    Optional<SearchPart> scores(double seconds) {
        AccuracySpec spec = scoreSpec(workload.mixedKinds());
        double each = EVALUATIONS_PER_TRIAL * workload.scoreSeconds() * Workload.MARGIN / workload.threads();
        int trials = (int) Math.min(MAX_TRIALS, seconds / each);
        if (trials < MIN_SCORES) {
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
                        new TimeRange(0, trials * each)))));
    }

    /**
     * Empty if the speed of a supernet is not known, or the time does not suffice for it.
     *
     * @param requested whether the user chose the supernet, which may then be trained less
     */
    Optional<SearchPart> supernet(double trainingSeconds, double searchSeconds, boolean requested) {
        if (workload.supernetSeconds().isEmpty()) {
            return Optional.empty();
        }
        double perImage = workload.supernetSeconds().getAsDouble() * Workload.MARGIN;
        int images = Math.min(SUPERNET_IMAGES, workload.trainImages());
        int batch = workload.candidates().batch();
        int epochs = (int) (Math.min(MAX_PASSES, (long) (trainingSeconds / perImage)) / images);
        var training = new ImagePasses(epochs, images);
        double each = EVALUATIONS_PER_TRIAL
                * workload.validationImages()
                * workload.cautious().evaluationSeconds()
                / workload.threads();
        int trials = (int) Math.min(MAX_TRIALS, searchSeconds / each);
        long least = (requested ? MIN_REQUESTED_PASSES : MIN_PASSES) / CandidateSettings.DEFAULT.batch() * batch;
        if (training.total() < least || trials < MIN_SUPERNET_TRIALS) {
            return Optional.empty();
        }
        return Optional.of(new SearchPart(
                new AccuracySpec.Supernet(epochs, OptionalInt.of(images), batch, 0, 0),
                Algorithm.NSGA2,
                Budget.of(trials),
                List.of(
                        stage("supernet", "shared weights, trained on " + training, training.total() * perImage),
                        stage(
                                "search",
                                String.format(Locale.ROOT, "%,d networks, evaluated with the shared weights", trials),
                                trials * each))));
    }

    private static TimePlan.Stage stage(String name, String work, double seconds) {
        return new TimePlan.Stage(name, work, new TimeRange(seconds / Workload.MARGIN, seconds));
    }
}
