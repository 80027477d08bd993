package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches that are resumed from truncated logs. */
class ResumeTest {
    private static final int CUTS = 50;
    private static final int[] WORKERS = {1, 2, 4};

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"NSGA2", "REGULARISED_EVOLUTION", "EXPLORATION"})
    void aLogTruncatedAtFiftyRandomTrialsIsCompletedToTheSameBytes(Algorithm algorithm) {
        // a new seed in every run of the test; -Dresume.seed=N repeats one
        long seed = Long.getLong("resume.seed", System.nanoTime());
        System.out.println(algorithm + " is resumed with -Dresume.seed=" + seed);
        Log complete = run(algorithm, new Log(List.of()), 1);
        var random = new SplittableRandom(seed);
        for (int cut = 0; cut < CUTS; cut++) {
            int recorded = random.nextInt(complete.trials.size() + 1);
            Log resumed = run(algorithm, new Log(complete.trials.subList(0, recorded)), WORKERS[cut % WORKERS.length]);
            assertEquals(complete.text(), resumed.text(), "resumed after " + recorded + " trials, seed " + seed);
            assertEquals(recorded, resumed.replayed);
        }
        assertTrue(complete.trials.size() > 20, complete.trials.size() + " trials");
    }

    private static Log run(Algorithm algorithm, Log log, int workers) {
        int trials = algorithm == Algorithm.EXPLORATION ? 25 : 60;
        new Search(
                        ToyProblem.problem("latency<=0.7ms"),
                        ToyProblem.ACCURACY,
                        algorithm,
                        // Budget: trials, time limit, population, offspring per generation
                        new Budget(trials, Optional.empty(), 8, 4),
                        3,
                        log,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(workers, Cancellation.NEVER);
        return log;
    }

    /** A journal in memory. */
    private static final class Log implements Journal {
        private final List<Trial> trials;
        private int replayed;

        Log(List<Trial> trials) {
            this.trials = new ArrayList<>(trials);
        }

        @Override
        public Optional<Trial> recordedTrial(Trial expected) {
            if (expected.id() > trials.size()) {
                return Optional.empty();
            }
            replayed++;
            return Optional.of(trials.get(expected.id() - 1));
        }

        @Override
        public void append(Trial trial) {
            trials.add(trial);
        }

        String text() {
            return String.join(
                    "\n",
                    trials.stream()
                            .map(t -> TrialJson.format(t, EvaluationMetric.ACCURACY))
                            .toList());
        }
    }
}
