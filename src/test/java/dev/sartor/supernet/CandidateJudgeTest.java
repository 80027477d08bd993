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
    void inPartsANetworkDoesWhatItDoesAsAWhole(long seed) throws InterruptedException {
        List<Genome> genomes = Tiny.genomes(Tiny.SPACE, 8, seed);
        List<Score> inParts = scores(2, genomes);
        try (var executor = new Executor(1)) {
            for (int i = 0; i < genomes.size(); i++) {
                var network = shared.sub(genomes.get(i)).network();
                assertEquals(
                        inParts.get(i),
                        Evaluation.score(
                                executor,
                                network,
                                judge.weights(executor, genomes.get(i)),
                                Tiny.DATA.validation().to(network.input()),
                                Tiny.DATA.normalisation()));
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
                    assertTrue(
                            calibrated.of(p)[0] > 0 && calibrated.of(p)[0] != 1,
                            p.name() + " " + calibrated.of(p)[0]);
                }
            }
        }
    }
}
