package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.arch.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FashionMnistTest {
    private static final Path FOLDER = Path.of("../shared/reference/datasets/fashion-mnist");

    @Test
    void theRealFilesAreReadAsPublished() {
        assumeTrue(Files.exists(FOLDER), "Fashion-MNIST is not beside this checkout");
        Dataset dataset = Datasets.open(FOLDER.toString(), DatasetOptions.defaults());
        assertEquals(new Shape(1, 28, 28), dataset.shape());
        assertEquals("fashion-mnist", dataset.name());
        assertEquals("Ankle boot", dataset.classes().get(dataset.test().labels()[0]));
        assertTrue(dataset.mirrorable());
        assertEquals(10_000, dataset.test().count());
        assertEquals(54_000, dataset.train().count());
        assertEquals(6_000, dataset.validation().count());
        // the published mean and deviation of all 60,000
        assertEquals(0.2860, dataset.normalisation().mean()[0], 0.002);
        assertEquals(0.3530, dataset.normalisation().deviation()[0], 0.002);
        assertEquals(Collections.nCopies(10, 600), perClass(dataset.validation()));
        assertEquals(Collections.nCopies(10, 1000), perClass(dataset.test()));
    }

    private static List<Integer> perClass(Images images) {
        return IntStream.range(0, 10)
                .map(c ->
                        (int) Arrays.stream(images.labels()).filter(l -> l == c).count())
                .boxed()
                .toList();
    }
}
