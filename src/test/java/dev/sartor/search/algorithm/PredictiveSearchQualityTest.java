package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.SourceFeature;
import dev.sartor.arch.Architecture;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole predictive searches: how good the predictions are. */
class PredictiveSearchQualityTest {
    private final SearchProblem problem = ToyProblem.problem("latency<=0.7ms");

    @Test
    void everyTrialAfterTheInitialSamplesIsPredictedBeforeItIsEvaluated() {
        List<Trial> trials = search(60).trials();
        assertTrue(trials.stream().anyMatch(t -> t.predicted().isPresent()));
        trials.forEach(t ->
                assertEquals(t.origin() == Trial.Origin.OFFSPRING, t.predicted().isPresent(), "trial " + t.id()));
    }

    @Test
    void predictionsAreCloseToTheScores() {
        List<Trial> late = search(100).trials().stream()
                .filter(t -> t.id() > 50 && t.predicted().isPresent())
                .toList();
        double meanError = late.stream()
                .mapToDouble(t ->
                        Math.abs(t.score().orElseThrow() - t.predicted().get().mean()))
                .average()
                .orElseThrow();
        // the pseudo-random part of each accuracy, up to 0.1, cannot be predicted
        assertTrue(meanError < 0.06, "mean error " + meanError);
    }

    private SearchResult search(int trials) {
        return search(ToyProblem.ACCURACY, trials, 1);
    }

    private SearchResult search(AccuracySource accuracy, int trials, int threads) {
        return new Search(
                        problem,
                        accuracy,
                        Algorithm.PREDICTIVE,
                        Budget.of(trials),
                        1,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(threads, Cancellation.NEVER);
    }

    private static final boolean WITH_FEATURES = true;
    private static final boolean WITHOUT_FEATURES = false;

    /** Accuracies that the features of this source tell exactly. */
    private AccuracySource source(boolean withFeatures) {
        AccuracySource scores =
                AccuracySource.open(AccuracySpec.parse("synflow"), problem.space(), Optional.empty(), 1);
        AccuracySource features =
                AccuracySource.open(AccuracySpec.parse("command:none+synflow"), problem.space(), Optional.empty(), 1);
        return new AccuracySource() {
            @Override
            public double score(Architecture architecture, long seed) throws InterruptedException {
                return 0.5 + 0.4 * Math.tanh(scores.score(architecture, seed) / 20);
            }

            @Override
            public List<SourceFeature> features() {
                return withFeatures ? features.features() : List.of();
            }

            @Override
            public String description() {
                return "";
            }
        };
    }

    @Test
    void featuresThatTellTheAccuracyImproveThePredictionsAndThreadsChangeNothing() {
        List<Trial> with = search(source(WITH_FEATURES), 40, 1).trials();
        List<Trial> without = search(source(WITHOUT_FEATURES), 40, 1).trials();
        assertTrue(error(with) < 0.5 * error(without), error(with) + " with features, without " + error(without));
        assertEquals(with, search(source(WITH_FEATURES), 40, 2).trials());
    }

    private static double error(List<Trial> trials) {
        return trials.stream()
                .filter(t -> t.predicted().isPresent() && t.score().isPresent())
                .mapToDouble(
                        t -> Math.abs(t.predicted().get().mean() - t.score().getAsDouble()))
                .average()
                .orElseThrow();
    }
}
