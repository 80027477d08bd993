package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.Executor;
import dev.sartor.executor.Score;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import dev.sartor.space.Genome;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CandidateJudgeTest {
    private static final List<Genome> GENOMES = Tiny.genomes(Tiny.SPACE, 6, 8);
    private final SharedWeights shared = SharedWeights.initial(Tiny.SPACE, new SplittableRandom(1));
    private final CandidateJudge judge = new CandidateJudge(shared, Tiny.DATA, Tiny.DATA.validation(), 0);

    private Score score(Genome genome) {
        try (var executor = new Executor(1)) {
            return judge.score(executor, genome);
        }
    }

    @Test
    void answersDependOnTheGenomeAlone() throws InterruptedException, ExecutionException {
        List<Score> inOrder = GENOMES.stream().map(this::score).toList();
        try (var threads = Executors.newFixedThreadPool(3)) {
            var atOnce = GENOMES.reversed().stream().map(g -> threads.submit(() -> score(g))).toList();
            for (int i = 0; i < GENOMES.size(); i++) {
                assertEquals(inOrder.get(i), atOnce.get(GENOMES.size() - 1 - i).get());
            }
        }
    }

    @Test
    void runningMomentsAreThoseOfTheNetwork() {
        try (var executor = new Executor(1)) {
            SubNetwork sub = shared.sub(GENOMES.getFirst());
            Weights calibrated = judge.weights(executor, GENOMES.getFirst());
            for (Parameter p : sub.network().parameters()) {
                if (p.role() == Parameter.Role.VARIANCE) {
                    assertTrue(calibrated.of(p)[0] > 0 && calibrated.of(p)[0] != 1, p.name() + " " + calibrated.of(p)[0]);
                }
            }
        }
    }
}
