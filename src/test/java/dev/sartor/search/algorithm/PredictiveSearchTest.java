package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.SourceFeature;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.ReferencePoint;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PredictiveSearchTest {
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

    @Test
    void theExpectedImprovementOfACertainScoreIsTheHypervolumeItAdds() {
        SearchProblem plain = ToyProblem.problem();
        double end = ReferencePoint.of(plain)[1];
        Candidate cheap = withLatency(0.25 * end, plain);
        Candidate costly = withLatency(0.75 * end, plain);
        var gain = new ExpectedHypervolumeImprovement(plain, List.of(EvaluatedCandidate.of(plain, costly, 0.9)));
        // the costly one has an error of 0.1; the cheap one adds the errors from 0.4 to 1 at costs between the two
        // PredictedScore: mean, standard deviation
        assertEquals((1 - 0.4) * 0.5 * end, gain.of(cheap, new PredictedScore(0.6, 0)), 1e-9);
        assertEquals(0.05 * 0.25 * end, gain.of(costly, new PredictedScore(0.95, 0)), 1e-9);
        assertEquals(0, gain.of(costly, new PredictedScore(0.8, 0)));
        assertTrue(gain.of(costly, new PredictedScore(0.8, 0.1)) > 0, "the true score may be higher");
    }

    private static Candidate withLatency(double ms, SearchProblem problem) {
        Candidate sample = problem.candidate(problem.space().sample(new SplittableRandom(1)));
        // Candidate: genome, key, costs, violation of limits
        // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
        return new Candidate(sample.genome(), "", new Costs(1, 1, 1, new TreeMap<>(Map.of("toy", ms))), 0);
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

    @Test
    void featuresNeedPredictiveSearch() {
        UserError e = assertThrows(
                UserError.class, () -> Algorithm.NSGA2.requireUsable(source(WITH_FEATURES), Budget.of(10)));
        assertTrue(e.fix().contains("--algorithm predictive"), e.text());
        Algorithm.PREDICTIVE.requireUsable(source(WITH_FEATURES), Budget.of(10));
        Algorithm.NSGA2.requireUsable(source(WITHOUT_FEATURES), Budget.of(10));
    }
}
