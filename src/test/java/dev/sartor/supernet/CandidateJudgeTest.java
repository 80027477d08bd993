package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.Crew;
import dev.sartor.executor.Evaluation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Score;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import dev.sartor.space.Genome;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateJudgeTest {
    private static final List<Genome> GENOMES = Tiny.genomes(Tiny.SPACE, 6, 8);
    private final SharedWeights shared = SharedWeights.initial(Tiny.SPACE, new SplittableRandom(1));
    private final CandidateJudge judge = new CandidateJudge(shared, Tiny.DATA, Tiny.DATA.validation(), 0);

    private List<Score> scores(int threads, List<Genome> genomes) throws InterruptedException {
        return judge.scores(Crew.of(threads), genomes);
    }

    @Test
    void answersDependOnTheGenomeAlone() throws InterruptedException {
        List<Score> together = scores(2, GENOMES);
        for (int i = 0; i < GENOMES.size(); i++) {
            assertEquals(List.of(together.get(i)), scores(1, GENOMES.subList(i, i + 1)));
        }
        assertEquals(together.reversed(), scores(3, GENOMES.reversed()));
    }

    @Test
    void adaptedNetworksAnswerForThemselvesToo() throws InterruptedException {
        var adapting = new CandidateJudge(shared, Tiny.DATA, Tiny.DATA.validation(), 2);
        List<Score> together = adapting.scores(Crew.of(2), GENOMES);
        assertEquals(List.of(together.getLast()), adapting.scores(Crew.of(1), List.of(GENOMES.getLast())));
        assertNotEquals(scores(1, GENOMES), together);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void segmentBySegmentANetworkDoesWhatItDoesAsAWhole(long seed) throws InterruptedException {
        for (Genome genome : Tiny.genomes(Tiny.SPACE, 4, seed)) {
            try (var executor = new Executor(1)) {
                Score whole = Evaluation.score(executor, shared.sub(genome).network(), judge.weights(executor, genome),
                        Tiny.DATA.validation().to(shared.sub(genome).network().input()), Tiny.DATA.normalisation());
                Score inParts = scores(1, List.of(genome)).getFirst();
                assertEquals(whole.loss(), inParts.loss(), 1e-5 * whole.loss());
                assertEquals(whole.accuracy(), inParts.accuracy());
            }
        }
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> scores(2, GENOMES));
        assertFalse(Thread.interrupted());
    }

    @Test
    void runningMomentsAreThoseOfTheNetwork() throws InterruptedException {
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
