package dev.sartor.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationRequest;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.accuracy.source.SourceFeature;
import dev.sartor.accuracy.source.SupernetSource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.cli.TinySpace;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of populations that workers compute; a worker here is an evaluator with a cache folder of its own, in this process. */
class DistributedScoresTest {
    private static final long SEED = 3;
    private static final int THREADS = 1;
    private static final PopulationSource.PromotionRule PROMOTE_ALL = (remaining, _, _) -> remaining;

    @TempDir
    Path folder;

    private final Dataset dataset = Datasets.open(
            "shapes:train=120,validation=60,test=60,size=12",
            DatasetOptions.defaults().withSeed(SEED));
    private Path spaceFile;
    private SearchSpace space;
    private List<Architecture> population;
    private final AtomicInteger requestCount = new AtomicInteger();
    private final AtomicInteger sentFileCount = new AtomicInteger();

    @BeforeEach
    void sample() throws IOException {
        spaceFile = TinySpace.write(folder);
        space = SpaceFile.read(spaceFile).withTask(dataset.task());
        var random = new SplittableRandom(1);
        population = Stream.generate(() -> space.decode(space.sample(random)))
                .limit(7)
                .toList();
    }

    private RequestEvaluator evaluator(String name) {
        return new RequestEvaluator(
                Optional.empty(),
                new TransferredFiles(folder.resolve(name), 1 << 22, InstantSource.system()),
                DatasetListener.NONE);
    }

    /** Three workers on a machine that has received nothing yet. */
    private Workers workers() {
        var received = new TransferredFiles(folder.resolve("received"), 1 << 22, InstantSource.system());
        RequestEvaluator evaluator = evaluator("received");
        return new Workers() {
            @Override
            public int maxRequests() {
                return 3;
            }

            @Override
            public WorkerAnswer.Scores ask(WorkerRequest request) throws InterruptedException {
                requestCount.incrementAndGet();
                WorkerAnswer answer = evaluator.answer(request.json(), "here");
                while (answer instanceof WorkerAnswer.Missing missing) {
                    SharedFile file = request.file(missing);
                    received.receive(file.transfer(), () -> {
                        sentFileCount.incrementAndGet();
                        return Files.newInputStream(file.path());
                    });
                    answer = evaluator.answer(request.json(), "here");
                }
                // as it is sent between machines
                return answer.json().contains("scores")
                        ? (WorkerAnswer.Scores)
                                WorkerAnswer.parse(answer.json()).orElseThrow()
                        : (WorkerAnswer.Scores) answer;
            }
        };
    }

    private AccuracySource local(AccuracySpec spec) {
        return AccuracySource.open(spec, space, Optional.of(dataset), SEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"naswot:images=16", "synflow", "zico:images=16"})
    void scoresOfUntrainedNetworksAreThoseOfThisProcess(String text) throws InterruptedException {
        var spec = (AccuracySpec.ZeroCost) AccuracySpec.parse(text);
        var distributed = new DistributedProxies(spec, "scores", SEED, WorkersWithData.of(workers(), dataset));
        double[] expected = new double[population.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = local(spec).score(population.get(i), SEED);
        }
        assertArrayEquals(expected, distributed.scores(population, SEED, THREADS, PROMOTE_ALL));
        assertEquals(3, requestCount.get(), "a chunk for each worker");
        assertEquals(text.equals("synflow") ? 0 : 1, sentFileCount.get(), "images are sent if they are needed");
    }

    @Test
    void networksOfASupernetAreEvaluatedByWorkersThatGetTheSupernetOnce() throws InterruptedException {
        var spec = (AccuracySpec.Supernet) AccuracySpec.parse("supernet:epochs=1,images=64");
        var here = (PopulationSource) local(spec).withCacheFolder(folder.resolve("here"));
        double[] expected = here.scores(population, SEED, THREADS, PROMOTE_ALL);
        var remote = new DistributedSupernet(spec, text(), SEED, WorkersWithData.of(workers(), dataset));
        var there = (PopulationSource)
                ((SupernetSource) local(spec)).withRemoteEvaluation(remote).withCacheFolder(folder.resolve("there"));
        assertArrayEquals(expected, there.scores(population, SEED, THREADS, PROMOTE_ALL));
        assertEquals(6, requestCount.get(), "three chunks of the population, and three to fit accuracies to losses");
        assertEquals(2, sentFileCount.get(), "the images and the supernet");
    }

    private AccuracySource distributed(String accuracy) {
        return DistributedSource.open(AccuracySpec.parse(accuracy), space, text(), dataset, SEED, workers());
    }

    @Test
    void candidatesOfSuccessiveHalvingAreTrainedByWorkers() throws InterruptedException {
        String halving = "halving:epochs=4,first=1,keep=2,images=64,batch=32,folds=1";
        PopulationSource.PromotionRule mostAccurate = (remaining, scores, count) -> remaining.stream()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(count)
                .toList();
        var here = (PopulationSource) local(AccuracySpec.parse(halving)).withCacheFolder(folder.resolve("here"));
        double[] expected = here.scores(population, SEED, THREADS, mostAccurate);
        var there = (PopulationSource) distributed(halving).withCacheFolder(folder.resolve("there"));
        assertArrayEquals(expected, there.scores(population, SEED, THREADS, mostAccurate));
        assertEquals(7 + 4 + 2, requestCount.get(), "7 networks for 1 epoch, the best 4 for 2, and the best 2 for 4");
        assertEquals(1, sentFileCount.get(), "the images");
        var resumed = (PopulationSource) distributed(halving).withCacheFolder(folder.resolve("there"));
        assertArrayEquals(expected, resumed.scores(population, SEED, THREADS, mostAccurate));
        assertEquals(7 + 4 + 2, requestCount.get(), "what is known is not asked again");
    }

    @Test
    void featuresOfAPredictorAreComputedByWorkers() throws InterruptedException {
        String accuracy = "training:epochs=1,images=64,batch=32,folds=1+naswot:images=16+synflow";
        var random = new SplittableRandom(2);
        List<Genome> genomes = Stream.generate(() -> space.canonical(space.sample(random)))
                .distinct()
                .limit(5)
                .toList();
        AccuracySource here = local(AccuracySpec.parse(accuracy));
        AccuracySource there = distributed(accuracy);
        for (int f = 0; f < 2; f++) {
            SourceFeature expected = here.features().get(f);
            SourceFeature actual = there.features().get(f);
            expected.compute(genomes, THREADS);
            actual.compute(genomes, THREADS);
            for (Genome genome : genomes) {
                assertEquals(expected.of(genome, new int[0], 0), actual.of(genome, new int[0], 0));
            }
        }
        assertEquals(4, requestCount.get(), "two chunks of at least two networks for each feature");
        assertEquals(here.score(population.getFirst(), SEED), there.score(population.getFirst(), SEED));
        assertEquals(5, requestCount.get(), "and a training");
    }

    @ParameterizedTest
    @ValueSource(strings = {"most-macs", "command:echo 0.5", "command:echo 0.5+most-params"})
    void sourcesThatAreCheapOrRunACommandNeedNoWorkers(String accuracy) {
        assertFalse(DistributedSource.isDistributed(AccuracySpec.parse(accuracy)));
    }

    private String text() {
        try {
            return Files.readString(spaceFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"training:epochs=1", "csv:accuracies.csv"})
    void aPopulationWithAnotherSourceIsRefused(String accuracy) {
        var request = new PopulationRequest(
                population, SEED, Release.text(), Optional.empty(), AccuracySpec.parse(accuracy), Optional.empty());
        UserError e = assertThrows(UserError.class, () -> evaluator("other").answer(request.json(), "here"));
        assertTrue(e.getMessage().contains(accuracy), e.text());
    }

    @Test
    void aWorkerWithoutTheVectorApiIsAnotherRelease() {
        assertEquals(Release.text() + " without the Vector API", WorkerRelease.text(Kernels.scalar()));
        assertEquals(Release.text(), WorkerRelease.text());
    }

    @Test
    void aPopulationOfAnotherReleaseIsRefused() {
        var request = new PopulationRequest(
                population, SEED, "9.9", Optional.empty(), AccuracySpec.parse("synflow"), Optional.empty());
        UserError e = assertThrows(UserError.class, () -> evaluator("other").answer(request.json(), "here"));
        assertTrue(e.getMessage().contains("the search runs Sartor 9.9"), e.text());
        assertTrue(e.where().contains("machine"), e.text());
    }
}
