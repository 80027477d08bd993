package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetEvaluatorTest {
    private static final int NO_FINE_TUNING = 0;
    /** The seed by which the evaluator chooses the images that calibrate 8-bit networks. */
    private static final long CALIBRATION_SEED = 1;

    private static final int FINE_TUNING_STEPS = 2;
    private static final List<Genome> GENOMES = TinySupernet.genomes(TinySupernet.SPACE, 6, 8);
    private final SharedWeights shared = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(1));
    private final SubnetEvaluator evaluator =
            new SubnetEvaluator(shared, TinySupernet.DATA, TinySupernet.DATA.validation(), NO_FINE_TUNING);

    private List<ClassificationMetrics> scores(int threads, List<Genome> genomes) throws InterruptedException {
        return evaluator.scores(WorkerPool.ofThreads(threads), genomes);
    }

    @Test
    void scoresDependOnlyOnTheGenome() throws InterruptedException {
        List<ClassificationMetrics> together = scores(2, GENOMES);
        for (int i = 0; i < GENOMES.size(); i++) {
            assertEquals(List.of(together.get(i)), scores(1, GENOMES.subList(i, i + 1)));
        }
        assertEquals(together.reversed(), scores(3, GENOMES.reversed()));
    }

    @Test
    void scoresOfFineTunedNetworksDependOnlyOnTheGenome() throws InterruptedException {
        var tuning = new SubnetEvaluator(shared, TinySupernet.DATA, TinySupernet.DATA.validation(), FINE_TUNING_STEPS);
        List<ClassificationMetrics> together = tuning.scores(WorkerPool.ofThreads(2), GENOMES);
        assertEquals(List.of(together.getLast()), tuning.scores(WorkerPool.ofThreads(1), List.of(GENOMES.getLast())));
        assertNotEquals(scores(1, GENOMES), together);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aNetworkCutIntoSegmentsHasTheSameScores(long seed) throws InterruptedException {
        List<Genome> genomes = TinySupernet.genomes(TinySupernet.SPACE, 8, seed);
        // SubnetEvaluator computes networks segment by segment, Evaluation as a whole
        List<ClassificationMetrics> inParts = scores(2, genomes);
        try (var executor = new Executor(1)) {
            for (int i = 0; i < genomes.size(); i++) {
                var network = shared.subnet(genomes.get(i)).network();
                assertEquals(
                        inParts.get(i),
                        Evaluation.score(
                                executor,
                                network,
                                evaluator.weights(executor, genomes.get(i)),
                                TinySupernet.DATA,
                                TinySupernet.DATA.validation().withShape(network.input())));
            }
        }
    }

    @Test
    void scoresInInt8AreThoseOfTheSimulator() throws InterruptedException {
        var int8 = new SubnetEvaluator(
                shared, TinySupernet.DATA, TinySupernet.DATA.validation(), NO_FINE_TUNING, Precision.INT8);
        List<ClassificationMetrics> together = int8.scores(WorkerPool.ofThreads(2), GENOMES);
        assertEquals(List.of(together.get(1)), int8.scores(WorkerPool.ofThreads(1), List.of(GENOMES.get(1))));
        Network network = shared.subnet(GENOMES.get(1)).network();
        try (var executor = new Executor(1)) {
            assertEquals(
                    QuantisedEvaluation.score(
                            executor,
                            network,
                            evaluator.weights(executor, GENOMES.get(1)),
                            TinySupernet.DATA.atSize(
                                    network.input().height(), network.input().width()),
                            TinySupernet.DATA.validation().withShape(network.input()),
                            CALIBRATION_SEED),
                    together.get(1));
        }
        assertNotEquals(scores(1, GENOMES), together);
    }

    @Test
    void anInterruptEndsTheEvaluation() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> scores(2, GENOMES));
        assertFalse(Thread.interrupted());
    }

    @Test
    void runningStatisticsAreRecalibrated() throws InterruptedException {
        try (var executor = new Executor(1)) {
            SubNetwork sub = shared.subnet(GENOMES.getFirst());
            Weights calibrated = evaluator.weights(executor, GENOMES.getFirst());
            for (Parameter p : sub.network().parameters()) {
                if (p.role() == Parameter.Role.VARIANCE) {
                    assertTrue(
                            calibrated.tensor(p)[0] > 0 && calibrated.tensor(p)[0] != 1,
                            p.name() + " " + calibrated.tensor(p)[0]);
                }
            }
        }
    }
}
