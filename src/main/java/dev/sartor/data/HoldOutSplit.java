package dev.sartor.data;

import dev.sartor.base.RandomBits;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A split of images into two parts without common images: copies of an image are in the same part. */
record HoldOutSplit(HashedImages remaining, HashedImages heldOut) {
    /** Which images are taken: the chosen ones, or the others. */
    private static final boolean CHOSEN = true;

    private static final boolean NOT_CHOSEN = false;

    /** Uses the given part if there is one, and otherwise holds out {@code share} (0 to 1) of the images. */
    static HoldOutSplit of(HashedImages images, Optional<HashedImages> givenPart, double share, long seed) {
        return givenPart
                .map(part -> new HoldOutSplit(images.without(part), part))
                .orElseGet(() -> holdOut(images, share, seed));
    }

    /**
     * Holds out about {@code share} of each class, at least one image of a class that has more than one; the hashes of the images
     * and the seed decide which. An image that is in two classes is never held out: its label is ambiguous.
     */
    static HoldOutSplit holdOut(HashedImages images, double share, long seed) {
        int[] labels = images.images().labels();
        int[] countByClass = countByClass(labels);
        int[] heldOutCount = new int[countByClass.length];
        boolean[] isChosen = new boolean[images.count()];
        for (int[] copies : copiesInRandomOrder(images.hashes(), seed)) {
            int label = labels[copies[0]];
            boolean unambiguous = copies.length == 1 || Arrays.stream(copies).allMatch(i -> labels[i] == label);
            long target = Math.max(1, Math.round(share * countByClass[label]));
            if (unambiguous
                    && heldOutCount[label] < target
                    && heldOutCount[label] + copies.length < countByClass[label]) {
                heldOutCount[label] += copies.length;
                for (int i : copies) {
                    isChosen[i] = true;
                }
            }
        }
        return new HoldOutSplit(
                images.subset(indicesWhere(isChosen, NOT_CHOSEN)), images.subset(indicesWhere(isChosen, CHOSEN)));
    }

    /** Draws {@code count} images, each class in proportion (the largest remainders are rounded up); they keep their order. */
    static Images sample(Images images, int count, long seed) {
        int[] quota = quotaByClass(countByClass(images.labels()), count, images.count());
        boolean[] isChosen = new boolean[images.count()];
        for (int i : RandomBits.permutation(images.count(), seed)) {
            isChosen[i] = quota[images.labels()[i]]-- > 0;
        }
        return images.subset(indicesWhere(isChosen, CHOSEN));
    }

    private static int[] quotaByClass(int[] countByClass, int count, int total) {
        int[] quota = new int[countByClass.length];
        Arrays.setAll(quota, c -> (int) ((long) countByClass[c] * count / total));
        int left = count - Arrays.stream(quota).sum();
        IntStream.range(0, quota.length)
                .boxed()
                .sorted(Comparator.comparingLong(c -> -((long) countByClass[c] * count % total)))
                .limit(left)
                .forEach(c -> quota[c]++);
        return quota;
    }

    /**
     * Groups of images with equal hashes, in an order that the seed decides: {@link EqualKeys} sorts by key, and the keys are mixed
     * with the seed.
     */
    static List<int[]> copiesInRandomOrder(long[] hashes, long seed) {
        return EqualKeys.groups(
                Arrays.stream(hashes).map(hash -> RandomBits.of(seed, hash)).toArray());
    }

    private static int[] countByClass(int[] labels) {
        int[] countByClass = new int[Arrays.stream(labels).max().orElse(0) + 1];
        for (int label : labels) {
            countByClass[label]++;
        }
        return countByClass;
    }

    private static int[] indicesWhere(boolean[] isChosen, boolean chosen) {
        return IntStream.range(0, isChosen.length)
                .filter(i -> isChosen[i] == chosen)
                .toArray();
    }
}
