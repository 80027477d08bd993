package dev.sartor.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.ArrayList;
import java.util.stream.IntStream;

/**
 * Divides images so that no picture is on both sides. Copies of one picture are found by a hash of the pixels and stay
 * together; which side they go to follows from that hash and the seed, class by class.
 */
record Split(Images rest, Images carved) {
    /** Carves about {@code share} of each class. A class keeps at least one picture in the rest. */
    static Split carve(Images images, double share, long seed) {
        int[] perClass = perClass(images);
        int[] carved = new int[perClass.length];
        boolean[] taken = new boolean[images.count()];
        for (List<Integer> copies : shuffledPictures(images, seed)) {
            int label = images.labels()[copies.getFirst()];
            long target = Math.max(1, Math.round(share * perClass[label]));
            if (carved[label] < target && carved[label] + copies.size() < perClass[label]) {
                carved[label] += copies.size();
                copies.forEach(i -> taken[i] = true);
            }
        }
        return new Split(images.subset(where(taken, false)), images.subset(where(taken, true)));
    }

    /** The images that have no copy among the others. */
    static Images without(Images images, Images others) {
        Set<Long> known = new HashSet<>();
        for (int i = 0; i < others.count(); i++) {
            known.add(pixelHash(others, i));
        }
        int[] kept = IntStream.range(0, images.count()).filter(i -> !known.contains(pixelHash(images, i))).toArray();
        return kept.length == images.count() ? images : images.subset(kept);
    }

    /** {@code count} images, every class with its share (the largest remainders are rounded up), in their order. */
    static Images sample(Images images, int count, long seed) {
        int[] quota = quotas(perClass(images), count, images.count());
        boolean[] taken = new boolean[images.count()];
        for (int i : Mix.permutation(images.count(), seed)) {
            taken[i] = quota[images.labels()[i]]-- > 0;
        }
        return images.subset(where(taken, true));
    }

    private static int[] quotas(int[] perClass, int count, int total) {
        int[] quota = new int[perClass.length];
        Arrays.setAll(quota, c -> (int) ((long) perClass[c] * count / total));
        int left = count - Arrays.stream(quota).sum();
        IntStream.range(0, quota.length).boxed()
                .sorted(Comparator.comparingLong(c -> -((long) perClass[c] * count % total)))
                .limit(left).forEach(c -> quota[c]++);
        return quota;
    }

    /** Groups of equal pictures, in the order of their mixed hash. */
    private static List<List<Integer>> shuffledPictures(Images images, long seed) {
        Map<Long, List<Integer>> pictures = new LinkedHashMap<>();
        for (int i = 0; i < images.count(); i++) {
            pictures.computeIfAbsent(Mix.bits(seed, pixelHash(images, i)), h -> new ArrayList<>(1)).add(i);
        }
        return pictures.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    /** FNV-1a over one image. Two pictures that happen to share it are kept on one side, which harms nothing. */
    static long pixelHash(Images images, int image) {
        int size = images.imageBytes();
        byte[] pixels = images.pixels();
        long hash = 0xCBF29CE484222325L;
        for (int i = image * size; i < (image + 1) * size; i++) {
            hash = (hash ^ (pixels[i] & 255)) * 0x100000001B3L;
        }
        return hash;
    }

    private static int[] perClass(Images images) {
        int[] perClass = new int[Arrays.stream(images.labels()).max().orElse(0) + 1];
        for (int label : images.labels()) {
            perClass[label]++;
        }
        return perClass;
    }

    private static int[] where(boolean[] taken, boolean wanted) {
        return IntStream.range(0, taken.length).filter(i -> taken[i] == wanted).toArray();
    }
}
