package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last arguments of {@code holdOut} are the share of each class that is held out and a seed. */
class HoldOutSplitTest {
    private static final Shape TWO_PIXELS = new Shape(1, 1, 2);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noImageIsInBothPartsAndNoneIsLost(long seed) {
        HashedImages pictures = withManyCopies(seed);
        HoldOutSplit split = HoldOutSplit.holdOut(pictures, 0.2, seed);
        assertTrue(split.heldOut().count() > 0);
        assertDisjoint(split.remaining(), split.heldOut());
        assertEquals(sorted(pictures), sortedBoth(split));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aShareOfEveryClassIsHeldOut(long seed) {
        int[] sizes = {200, 100, 50, 7, 2, 1};
        int[] labels = IntStream.range(0, sizes.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(sizes[c]))
                .toArray();
        HoldOutSplit split = HoldOutSplit.holdOut(distinct(labels), 0.1, seed);
        assertArrayEquals(new int[] {20, 10, 5, 1, 1, 0}, perClass(split.heldOut(), sizes.length));
        assertArrayEquals(new int[] {180, 90, 45, 6, 1, 1}, perClass(split.remaining(), sizes.length));
    }

    @Test
    void theSplitDependsOnTheSeedOnly() {
        HashedImages pictures = distinct(IntStream.range(0, 500).map(i -> i % 5).toArray());
        HoldOutSplit split = HoldOutSplit.holdOut(pictures, 0.1, 3);
        assertArrayEquals(
                split.heldOut().hashes(),
                HoldOutSplit.holdOut(pictures, 0.1, 3).heldOut().hashes());
        assertFalse(Arrays.equals(
                split.heldOut().hashes(),
                HoldOutSplit.holdOut(pictures, 0.1, 4).heldOut().hashes()));
        // The order of the files does not matter.
        int[] reversed = IntStream.range(0, 500).map(i -> 499 - i).toArray();
        assertEquals(
                hashSet(split.heldOut()),
                hashSet(HoldOutSplit.holdOut(pictures.subset(reversed), 0.1, 3).heldOut()));
    }

    @Test
    void anImageOfTwoClassesIsNotHeldOut() {
        int[] labels = {0, 1, 0, 0, 1, 1};
        HashedImages pictures =
                new HashedImages(new Images(TWO_PIXELS, new byte[12], labels), new long[] {7, 7, 1, 2, 3, 4});
        for (long seed = 0; seed < 20; seed++) {
            assertFalse(
                    hashSet(HoldOutSplit.holdOut(pictures, 0.5, seed).heldOut()).contains(7L), "seed " + seed);
        }
    }

    @Test
    void aHeldOutPartOfTheDataSetIsNotSplitAgain() {
        HashedImages pictures = withManyCopies(1);
        HashedImages given = pictures.subset(new int[] {0, 5, 9});
        HoldOutSplit split = HoldOutSplit.of(pictures, Optional.of(given), 0.5, 1);
        assertEquals(given, split.heldOut());
        assertDisjoint(split.remaining(), given);
        assertTrue(split.remaining().count() < pictures.count() - 3, "copies of the three are gone as well");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 33, 99})
    void aSampleKeepsTheSharesOfTheClassesAndTheOrder(int count) {
        int[] labels = IntStream.range(0, 100)
                .map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2)
                .toArray();
        Images images = distinct(labels).images();
        Images sample = images.stratifiedSample(count, 5);
        assertEquals(count, sample.count());
        int[] perClass = perClass(HashedImages.of(sample), 3);
        double[] shares = {0.6, 0.3, 0.1};
        for (int c = 0; c < 3; c++) {
            assertEquals(shares[c] * count, perClass[c], 0.95, "class " + c);
        }
        int[] positions =
                IntStream.range(0, count).map(i -> position(images, sample, i)).toArray();
        assertArrayEquals(IntStream.of(positions).sorted().distinct().toArray(), positions);
    }

    private static int position(Images images, Images sample, int i) {
        return IntStream.range(0, images.count())
                .filter(j -> HashedImages.of(images).hashes()[j]
                        == HashedImages.of(sample).hashes()[i])
                .findFirst()
                .orElseThrow();
    }

    /** Different pictures with these labels. */
    private static HashedImages distinct(int[] labels) {
        byte[] pixels = new byte[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            pixels[2 * i] = (byte) i;
            pixels[2 * i + 1] = (byte) (i >> 8);
        }
        return HashedImages.of(new Images(TWO_PIXELS, pixels, labels));
    }

    /** 400 images, of which about half are copies of others, some under another class. */
    private static HashedImages withManyCopies(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[800];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(14);
        }
        int[] labels = IntStream.range(0, 400)
                .map(i -> random.nextInt(20) == 0 ? 3 : pixels[2 * i] % 3)
                .toArray();
        return HashedImages.of(new Images(TWO_PIXELS, pixels, labels));
    }

    private static void assertDisjoint(HashedImages a, HashedImages b) {
        Set<Long> common = new HashSet<>(hashSet(a));
        common.retainAll(hashSet(b));
        assertEquals(Set.of(), common);
        // Not only by hashes, but pixel by pixel.
        for (int i = 0; i < a.count(); i++) {
            for (int j = 0; j < b.count(); j++) {
                assertFalse(Arrays.equals(
                        a.images().pixels(), 2 * i, 2 * i + 2, b.images().pixels(), 2 * j, 2 * j + 2));
            }
        }
    }

    private static Set<Long> hashSet(HashedImages pictures) {
        return Arrays.stream(pictures.hashes()).boxed().collect(Collectors.toSet());
    }

    private static String sorted(HashedImages pictures) {
        return Arrays.toString(Arrays.stream(pictures.hashes()).sorted().toArray());
    }

    private static String sortedBoth(HoldOutSplit split) {
        return Arrays.toString(IntStream.range(0, 2)
                .mapToObj(i -> i == 0 ? split.remaining() : split.heldOut())
                .flatMapToLong(p -> Arrays.stream(p.hashes()))
                .sorted()
                .toArray());
    }

    private static int[] perClass(HashedImages pictures, int classes) {
        int[] perClass = new int[classes];
        Arrays.stream(pictures.images().labels()).forEach(label -> perClass[label]++);
        return perClass;
    }
}
