package dev.sartor.data;

import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        HashedImages all = HashedImages.of(dataset.train().with(dataset.validation()));
        List<int[]> units = units(all, seed);
        if (units.size() < count) {
            throw new UserError(
                    "there are too few different images for " + count + " folds",
                    dataset.name(),
                    "use folds=1, or give more images of each class");
        }
        int[] foldOfImage = foldOfImage(units, all.count(), count);
        Images none = all.images().slice(0, 0);
        return IntStream.range(0, count)
                .mapToObj(fold ->
                        dataset.with(part(all, foldOfImage, fold, false), part(all, foldOfImage, fold, true), none))
                .toList();
    }

    private static Images part(HashedImages all, int[] foldOfImage, int fold, boolean inFold) {
        return all.images()
                .subset(IntStream.range(0, all.count())
                        .filter(i -> (foldOfImage[i] == fold) == inFold)
                        .toArray());
    }

    /** The largest possible number of folds: the number of different images that can be in one. */
    public static int max(Dataset dataset) {
        return units(all(dataset), 0).size();
    }

    private static HashedImages all(Dataset dataset) {
        return HashedImages.of(dataset.train().with(dataset.validation()));
    }

    private static int[] foldOfImage(List<int[]> units, int images, int count) {
        int[] foldOfImage = new int[images];
        Arrays.fill(foldOfImage, NONE);
        for (int i = 0; i < units.size(); i++) {
            int fold = i % count;
            for (int image : units.get(i)) {
                foldOfImage[image] = fold;
            }
        }
        return foldOfImage;
    }

    /** The images that can be in a fold, copies together: class by class, in an order that the seed decides. */
    private static List<int[]> units(HashedImages all, long seed) {
        Map<Integer, List<int[]>> unitsByClass = new TreeMap<>();
        int[] labels = all.images().labels();
        for (int[] copies : HoldOutSplit.copiesInRandomOrder(all.hashes(), seed)) {
            int label = labels[copies[0]];
            if (Arrays.stream(copies).allMatch(i -> labels[i] == label)) {
                unitsByClass.computeIfAbsent(label, _ -> new ArrayList<>()).add(copies);
            }
        }
        return unitsByClass.values().stream()
                .filter(units -> units.size() > 1)
                .flatMap(List::stream)
                .toList();
    }
}
