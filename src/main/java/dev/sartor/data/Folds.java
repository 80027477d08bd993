package dev.sartor.data;

import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Division of training and validation images into folds for cross-validation. Each fold is the validation part once, with the
 * others to train on. Every class is spread evenly over the folds, copies of an image are in the same one. Images in two classes,
 * and those of a class with a single different image, are in no fold: they are only trained on.
 */
public final class Folds {
    private static final int NONE = -1;

    private Folds() {}

    /**
     * The data set of each fold, without test images.
     *
     * @param count number of folds, at least 2
     * @param seed  decides, together with the hashes of the images, which image is in which fold
     * @throws UserError if a fold would be empty
     */
    public static List<Dataset> of(Dataset dataset, int count, long seed) {
        HashedImages all = all(dataset);
        List<int[]> groups = copyGroups(all, seed);
        if (groups.size() < count) {
            throw new UserError(
                    "there are too few different images for " + count + " folds",
                    dataset.name(),
                    "use folds=1, or give more images of each class");
        }
        int[] foldOfImage = foldOfImage(groups, all.count(), count);
        Images none = all.images().slice(0, 0);
        return IntStream.range(0, count)
                .mapToObj(fold ->
                        dataset.with(outsideFold(all, foldOfImage, fold), insideFold(all, foldOfImage, fold), none))
                .toList();
    }

    private static Images insideFold(HashedImages all, int[] foldOfImage, int fold) {
        return select(all, i -> foldOfImage[i] == fold);
    }

    private static Images outsideFold(HashedImages all, int[] foldOfImage, int fold) {
        return select(all, i -> foldOfImage[i] != fold);
    }

    private static Images select(HashedImages all, IntPredicate condition) {
        return all.images()
                .subset(IntStream.range(0, all.count()).filter(condition).toArray());
    }

    /** The largest possible number of folds: the number of different images that can be in one. */
    public static int max(Dataset dataset) {
        long anySeed = 0;
        return copyGroups(all(dataset), anySeed).size();
    }

    private static HashedImages all(Dataset dataset) {
        return HashedImages.of(dataset.train().with(dataset.validation()));
    }

    private static int[] foldOfImage(List<int[]> groups, int images, int count) {
        int[] foldOfImage = new int[images];
        Arrays.fill(foldOfImage, NONE);
        for (int i = 0; i < groups.size(); i++) {
            int fold = i % count;
            for (int image : groups.get(i)) {
                foldOfImage[image] = fold;
            }
        }
        return foldOfImage;
    }

    /** The images that can be in a fold, as groups of copies: class by class, in an order that the seed decides. */
    private static List<int[]> copyGroups(HashedImages all, long seed) {
        Map<Integer, List<int[]>> groupsByClass = new TreeMap<>();
        int[] labels = all.images().labels();
        for (int[] copies : HoldOutSplit.copiesInRandomOrder(all.hashes(), seed)) {
            int label = labels[copies[0]];
            if (Arrays.stream(copies).allMatch(i -> labels[i] == label)) {
                groupsByClass.computeIfAbsent(label, _ -> new ArrayList<>()).add(copies);
            }
        }
        return groupsByClass.values().stream()
                .filter(groups -> groups.size() > 1)
                .flatMap(List::stream)
                .toList();
    }
}
