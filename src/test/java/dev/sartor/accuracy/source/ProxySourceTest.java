package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.ZeroCostProxy;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxySourceTest {
    private static final Dataset SHAPES =
            Datasets.open("shapes:size=24,rgb,train=100,validation=20,test=20", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/search/tiny.yaml"))
            .withClasses(SHAPES.classes().size());
    private static final Architecture ONE = SPACE.decode(SPACE.sample(new SplittableRandom(2)));
    private static final Architecture OTHER = SPACE.decode(SPACE.sample(new SplittableRandom(3)));

    private static AccuracySource source(ZeroCostProxy proxy) {
        String name = proxy.metric().name();
        return AccuracySource.open(
                AccuracySpec.parse(proxy.needsImages() ? name + ":images=8" : name), SPACE, Optional.of(SHAPES), 1);
    }

    @ParameterizedTest
    @EnumSource
    void theScoreDependsOnlyOnArchitectureAndSeed(ZeroCostProxy proxy) throws Exception {
        assertNotEquals(ONE, OTHER);
        double alone = source(proxy).score(ONE, 7);
        assertTrue(proxy.metric().isValid(alone));
        try (var threads = Executors.newFixedThreadPool(2)) {
            AccuracySource ofBothThreads = source(proxy);
            var other = threads.submit(() -> ofBothThreads.score(OTHER, 7));
            var one = threads.submit(() -> ofBothThreads.score(ONE.withName("renamed"), 7));
            assertEquals(alone, one.get());
            assertNotEquals(alone, other.get());
        }
    }

    @Test
    void parametersAndMacsAreThoseOfTheNetwork() throws InterruptedException {
        assertEquals(
                Lowering.lower(ONE).params(), source(ZeroCostProxy.MOST_PARAMS).score(ONE, 1));
        assertEquals(Lowering.lower(ONE).macs(), source(ZeroCostProxy.MOST_MACS).score(ONE, 1));
    }

    @Test
    void proxiesThatNeedImagesAreRefusedWithoutADataSet() {
        UserError e = assertThrows(
                UserError.class, () -> AccuracySource.open(AccuracySpec.parse("naswot"), SPACE, Optional.empty(), 1));
        assertTrue(e.fix().contains("--data"), e.text());
        AccuracySource.open(AccuracySpec.parse("synflow"), SPACE, Optional.empty(), 1);
    }

    @Test
    void tooFewImagesAreAUserError() {
        Dataset three = new Dataset(
                SHAPES.name(),
                SHAPES.task(),
                SHAPES.train().slice(0, 3),
                SHAPES.validation(),
                SHAPES.test(),
                SHAPES.normalisation(),
                SHAPES.mirrorable(),
                SHAPES.hash());
        for (String text : new String[] {"zico", "naswot", "supernet:images=1", "training:images=1"}) {
            UserError e = assertThrows(
                    UserError.class,
                    () -> AccuracySource.open(AccuracySpec.parse(text), SPACE, Optional.of(three), 1)
                            .score(ONE, 1));
            assertTrue(e.getMessage().contains("too few training images"), e.text());
        }
    }

    @Test
    void theDescriptionSaysThatNothingWasTrained() {
        assertEquals(
                "zico score of untrained networks, from batches of 8 images",
                source(ZeroCostProxy.ZICO).description());
        assertEquals(
                "synflow score of untrained networks",
                source(ZeroCostProxy.SYNFLOW).description());
    }
}
