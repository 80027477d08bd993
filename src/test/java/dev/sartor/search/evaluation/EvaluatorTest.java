package dev.sartor.search.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final int THREADS = 2;

    private final SearchProblem problem = ToyProblem.problem("latency<=0.7ms");

    /** Completes the last candidate of a generation first, on a thread of its own, as another machine might do. */
    private static final class LastFirst implements Evaluator {
        private final List<Integer> generationSizes = new ArrayList<>();
        private boolean closed;

        @Override
        public List<Future<Double>> submit(List<EvaluationRequest> generation) {
            generationSizes.add(generation.size());
            List<CompletableFuture<Double>> scores = generation.stream()
                    .map(_ -> new CompletableFuture<Double>())
                    .toList();
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = scores.size() - 1; i >= 0; i--) {
                    scores.get(i)
                            .complete(
                                    ToyProblem.ACCURACY.score(generation.get(i).architecture(), 1));
                }
            });
            return List.copyOf(scores);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void theOrderInWhichScoresArriveDoesNotMatter() {
        var lastFirst = new LastFirst();
        SearchResult result = search().run(lastFirst, THREADS, Cancellation.NEVER);
        assertEquals(search().run(THREADS, Cancellation.NEVER), result);
        assertTrue(lastFirst.generationSizes.stream().anyMatch(size -> size > 1), "" + lastFirst.generationSizes);
        assertTrue(!lastFirst.closed, "the evaluator belongs to the caller");
    }

    private Search search() {
        return ToyProblem.search(problem, ToyProblem.ACCURACY, Budget.of(60), 1, Journal.NONE);
    }

    @Test
    void aRecordedScoreIsReturnedWithoutAnEvaluation() throws Exception {
        List<String> evaluated = new ArrayList<>();
        AccuracySource source = ToyProblem.source(a -> {
            evaluated.add(a.name());
            return 0.25;
        });
        List<EvaluationRequest> generation =
                List.of(request(1, OptionalDouble.of(0.75)), request(2, OptionalDouble.empty()));
        try (Evaluator evaluator = Evaluator.local(problem, source, 1, THREADS)) {
            List<Future<Double>> scores = evaluator.submit(generation);
            assertEquals(0.75, scores.get(0).get());
            assertEquals(0.25, scores.get(1).get());
        }
        assertEquals(List.of(generation.get(1).architecture().name()), evaluated);
    }

    @Test
    void closingInterruptsRunningEvaluations() throws Exception {
        var started = new CountDownLatch(1);
        AccuracySource endless = ToyProblem.source(_ -> {
            started.countDown();
            Thread.sleep(Long.MAX_VALUE);
            return 0;
        });
        Future<Double> score;
        // Evaluator.local: problem, source, seed, threads
        try (Evaluator evaluator = Evaluator.local(problem, endless, 1, 1)) {
            score = evaluator
                    .submit(List.of(request(1, OptionalDouble.empty())))
                    .getFirst();
            started.await();
            assertThrows(EvaluationCancelled.class, () -> Evaluator.await(score, () -> true));
        }
        assertThrows(EvaluationCancelled.class, () -> Evaluator.await(score, Cancellation.NEVER));
    }

    @Test
    void aCompleteScoreIsReturnedEvenIfTheSearchIsCancelled() throws Exception {
        assertEquals(0.5, Evaluator.await(CompletableFuture.completedFuture(0.5), () -> true));
    }

    @Test
    void aPopulationIsScoredInOneCallWithTheCandidatesWhoseScoresWereRecorded() throws Exception {
        List<EvaluationRequest> generation =
                List.of(request(1, OptionalDouble.of(0.75)), request(2, OptionalDouble.empty()));
        List<Architecture> both =
                generation.stream().map(EvaluationRequest::architecture).toList();
        PopulationSource source = population((population, promotion) -> {
            assertEquals(both, population);
            assertEquals(List.of(1), promotion.best(List.of(0, 1), new double[] {0.25, 0.5}, 1));
            return new double[] {0.25, 0.5};
        });
        try (Evaluator evaluator = Evaluator.local(ToyProblem.problemOf(_ -> 1), source, 1, THREADS)) {
            List<Future<Double>> scores = evaluator.submit(generation);
            assertEquals(0.25, scores.get(0).get());
            assertEquals(0.5, scores.get(1).get());
        }
    }

    @Test
    void aPopulationWhoseScoresAreAllRecordedIsNotEvaluated() throws Exception {
        PopulationSource source = population((_, _) -> {
            throw new AssertionError("evaluated");
        });
        try (Evaluator evaluator = Evaluator.local(problem, source, 1, THREADS)) {
            List<Future<Double>> scores =
                    evaluator.submit(List.of(request(1, OptionalDouble.of(0.75)), request(2, OptionalDouble.of(0.5))));
            assertEquals(0.75, scores.get(0).get());
            assertEquals(0.5, scores.get(1).get());
        }
    }

    @Test
    void theFailureOfAPopulationIsThrownAsItWas() {
        var failure = new UserError("what", "where", "fix");
        assertSame(
                failure,
                assertThrows(
                        UserError.class,
                        () -> scoreOf(population((_, _) -> {
                            throw failure;
                        }))));
        assertThrows(
                EvaluationCancelled.class,
                () -> scoreOf(population((_, _) -> {
                    throw new InterruptedException();
                })));
    }

    @Test
    void aScoreThatIsNotAnAccuracyIsRefused() {
        UserError e = assertThrows(UserError.class, () -> scoreOf(population((_, _) -> new double[] {1.5})));
        assertTrue(e.text().contains("1.5 is not"), e.text());
        assertThrows(UserError.class, () -> scoreOf(ToyProblem.source(_ -> Double.NaN)));
    }

    private double scoreOf(AccuracySource source) throws Exception {
        try (Evaluator evaluator = Evaluator.local(problem, source, 1, THREADS)) {
            return Evaluator.await(
                    evaluator
                            .submit(List.of(request(1, OptionalDouble.empty())))
                            .getFirst(),
                    () -> false);
        }
    }

    private interface PopulationScores {
        double[] of(List<Architecture> population, PopulationSource.PromotionRule promotion)
                throws InterruptedException;
    }

    private static PopulationSource population(PopulationScores scores) {
        return new PopulationSource() {
            @Override
            public double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion)
                    throws InterruptedException {
                return scores.of(population, promotion);
            }

            @Override
            public String description() {
                return "test population";
            }
        };
    }

    private EvaluationRequest request(long seed, OptionalDouble recorded) {
        Candidate candidate = problem.candidate(problem.space().sample(new SplittableRandom(seed)));
        return new EvaluationRequest(candidate, problem.space().decode(candidate.genome()), recorded);
    }
}
