package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cross-validation; the arguments of {@code Folds.of} are a data set, the number of folds and a seed. */
class FoldsTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    /** Images of one pixel, whose value identifies them. */
    private static Images images(int[] pixels, int[] labels) {
        byte[] bytes = new byte[pixels.length];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) pixels[i]);
        return new Images(new Shape(1, 1, 1), bytes, labels);
    }

    private static Dataset dataset(Images train, Images validation) {
        // Dataset.of: name, classes, images for training, validation and test, whether images can be mirrored
        return Dataset.of("pixels", CLASSES, train, validation, images(new int[] {250}, new int[] {0}), false);
    }

    private static int classOf(int image) {
        return Math.min(image % 5 / 2, 2);
    }

    /** 40 training and 10 validation images, all different: 20, 20 and 10 of the classes. */
    private static Dataset fifty() {
        int[] labels = IntStream.range(0, 50).map(FoldsTest::classOf).toArray();
        Images all = images(IntStream.range(0, 50).toArray(), labels);
        return dataset(all.slice(0, 40), all.slice(40, 50));
    }

    private static List<Integer> pixels(Images images) {
        List<Integer> pixels = new ArrayList<>();
        for (byte pixel : images.pixels()) {
            pixels.add((int) pixel);
        }
        return pixels;
    }

    @Test
    void everyImageIsEvaluatedInOneFoldAndTrainedOnInTheOthers() {
        List<Integer> evaluated = new ArrayList<>();
        for (Dataset fold : Folds.of(fifty(), 5, 1)) {
            List<Integer> validation = pixels(fold.validation());
            evaluated.addAll(validation);
            Set<Integer> both = new HashSet<>(pixels(fold.train()));
            assertEquals(40, both.size());
            both.addAll(validation);
            assertEquals(50, both.size());
            assertEquals(0, fold.test().count());
        }
        assertEquals(
                IntStream.range(0, 50).boxed().toList(),
                evaluated.stream().sorted().toList());
    }

    @Test
    void imagesKeepTheirLabels() {
        for (Dataset fold : Folds.of(fifty(), 5, 1)) {
            for (Images part : List.of(fold.train(), fold.validation())) {
                List<Integer> pixels = pixels(part);
                assertEquals(
                        pixels.stream().map(FoldsTest::classOf).toList(),
                        Arrays.stream(part.labels()).boxed().toList());
            }
        }
    }

    @Test
    void everyClassIsSpreadEvenly() {
        for (Dataset fold : Folds.of(fifty(), 5, 1)) {
            int[] counts = new int[3];
            Arrays.stream(fold.validation().labels()).forEach(label -> counts[label]++);
            assertEquals(List.of(4, 4, 2), Arrays.stream(counts).boxed().toList());
        }
    }

    @Test
    void theSeedDecidesWhichImageIsInWhichFold() {
        assertEquals(
                pixels(Folds.of(fifty(), 5, 1).getFirst().validation()),
                pixels(Folds.of(fifty(), 5, 1).getFirst().validation()));
        assertNotEquals(
                pixels(Folds.of(fifty(), 5, 1).getFirst().validation()),
                pixels(Folds.of(fifty(), 5, 2).getFirst().validation()));
    }

    @Test
    void copiesAreInTheSameFold() {
        Dataset copies = dataset(
                images(new int[] {1, 1, 2, 3, 4, 4, 4}, new int[] {0, 0, 0, 0, 1, 1, 1}),
                images(new int[] {5, 6}, new int[] {1, 1}));
        for (int seed = 0; seed < 20; seed++) {
            for (Dataset fold : Folds.of(copies, 3, seed)) {
                Set<Integer> trained = new HashSet<>(pixels(fold.train()));
                assertTrue(pixels(fold.validation()).stream().noneMatch(trained::contains), "seed " + seed);
            }
        }
    }

    @Test
    void imagesInTwoClassesAndTheOnlyImageOfAClassAreTrainedOnButNotEvaluated() {
        Dataset dataset = dataset(
                images(new int[] {1, 2, 3, 7, 7, 9}, new int[] {0, 0, 0, 0, 1, 2}),
                images(new int[] {4, 5}, new int[] {1, 1}));
        for (Dataset fold : Folds.of(dataset, 2, 1)) {
            assertTrue(pixels(fold.train()).containsAll(List.of(7, 9)));
            assertTrue(pixels(fold.validation()).stream().noneMatch(p -> p == 7 || p == 9));
        }
        assertEquals(5, Folds.max(dataset), "the images 1 to 5 can be evaluated");
    }

    @Test
    void anEmptyFoldIsRefused() {
        assertEquals(50, Folds.of(fifty(), 50, 1).size());
        UserError e = assertThrows(UserError.class, () -> Folds.of(fifty(), 51, 1));
        assertTrue(e.getMessage().contains("51 folds"), e.text());
    }
}
