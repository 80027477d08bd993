package dev.sartor.data;

import dev.sartor.base.RandomBits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A split of images into two parts without common images: copies of one image stay together. */
record HoldOutSplit(HashedImages remaining, HashedImages heldOut) {
    /** Splits off the given part if there is one, and otherwise holds out a share. */
    static HoldOutSplit of(HashedImages pictures, Optional<HashedImages> given, double share, long seed) {
        return given.map(part -> new HoldOutSplit(pictures.without(part), part))
                .orElseGet(() -> holdOut(pictures, share, seed));
    }

    /**
     * Holds out about {@code share} of each class, at least one image if the class has others; the hashes of the images and the seed
     * decide which. An image that is in two classes is never held out: its label is ambiguous.
     */
    static HoldOutSplit holdOut(HashedImages pictures, double share, long seed) {
        int[] labels = pictures.images().labels();
        int[] perClass = perClass(labels);
        int[] carved = new int[perClass.length];
        boolean[] taken = new boolean[pictures.count()];
        for (List<Integer> copies : shuffled(pictures.hashes(), seed)) {
            int label = labels[copies.getFirst()];
            boolean oneClass = copies.stream().allMatch(i -> labels[i] == label);
            long target = Math.max(1, Math.round(share * perClass[label]));
            if (oneClass && carved[label] < target && carved[label] + copies.size() < perClass[label]) {
                carved[label] += copies.size();
                copies.forEach(i -> taken[i] = true);
            }
        }
        return new HoldOutSplit(pictures.subset(indices(taken, false)), pictures.subset(indices(taken, true)));
    }

    /** {@code count} images, each class in proportion (the largest remainders are rounded up), in their order. */
    static Images sample(Images images, int count, long seed) {
        int[] quota = quotas(perClass(images.labels()), count, images.count());
        boolean[] taken = new boolean[images.count()];
        for (int i : RandomBits.permutation(images.count(), seed)) {
            taken[i] = quota[images.labels()[i]]-- > 0;
        }
        return images.subset(indices(taken, true));
    }

    private static int[] quotas(int[] perClass, int count, int total) {
        int[] quota = new int[perClass.length];
        Arrays.setAll(quota, c -> (int) ((long) perClass[c] * count / total));
        int left = count - Arrays.stream(quota).sum();
        IntStream.range(0, quota.length)
                .boxed()
                .sorted(Comparator.comparingLong(c -> -((long) perClass[c] * count % total)))
                .limit(left)
                .forEach(c -> quota[c]++);
        return quota;
    }

    /** The images of each hash, in an order that the seed decides. */
    private static Iterable<List<Integer>> shuffled(long[] keys, long seed) {
        Map<Long, List<Integer>> copies = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) {
            copies.computeIfAbsent(RandomBits.of(seed, keys[i]), k -> new ArrayList<>(1))
                    .add(i);
        }
        return copies.values();
    }

    private static int[] perClass(int[] labels) {
        int[] perClass = new int[Arrays.stream(labels).max().orElse(0) + 1];
        for (int label : labels) {
            perClass[label]++;
        }
        return perClass;
    }

    private static int[] indices(boolean[] taken, boolean wanted) {
        return IntStream.range(0, taken.length).filter(i -> taken[i] == wanted).toArray();
    }
}
