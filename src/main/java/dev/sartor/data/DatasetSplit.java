package dev.sartor.data;

import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The division of a data set into training, validation and test images, and a summary of it. Parts that are not given are held
 * out. Copies of a test image are removed from the other parts, copies of a validation image from the training images.
 */
final class DatasetSplit {
    /** Fixed, because test images must not depend on the seed of a run: one run would train on the test images of another. */
    private static final long TEST_SEED = 20_260_101;

    private final SourceDataset source;
    private final String spec;
    private final HashedImages train;
    private final HashedImages validation;
    private final HashedImages test;
    private final List<SplitSummary.RemovedCopies> removed = new ArrayList<>();
    private final Optional<SplitSummary.AmbiguousImages> ambiguous;

    private DatasetSplit(SourceDataset source, DatasetOptions options, String spec) {
        this.source = source;
        this.spec = spec;
        ambiguous = ambiguous();
        HoldOutSplit testSplit = HoldOutSplit.of(source.train(), source.test(), options.holdOutShare(), TEST_SEED);
        test = testSplit.heldOut();
        if (source.test().isPresent()) {
            recordRemoved("training", source.train(), testSplit.remaining(), "test");
        }
        Optional<HashedImages> given = source.validation().map(part -> part.without(test));
        given.ifPresent(part -> recordRemoved("validation", source.validation().orElseThrow(), part, "test"));
        HoldOutSplit validationSplit =
                HoldOutSplit.of(testSplit.remaining(), given, options.holdOutShare(), options.seed());
        validation = validationSplit.heldOut();
        train = validationSplit.remaining();
        if (given.isPresent()) {
            recordRemoved("training", testSplit.remaining(), train, "validation");
        }
    }

    /**
     * Divides a data set.
     *
     * @throws UserError if a part would be empty, or if a class would lose all its training images as copies
     */
    static DatasetSplit of(SourceDataset source, DatasetOptions options, String spec) {
        DatasetSplit split = new DatasetSplit(source, options, spec);
        split.rejectEmptyParts();
        split.rejectLostClasses();
        return split;
    }

    Images train() {
        return train.images();
    }

    Images validation() {
        return validation.images();
    }

    Images test() {
        return test.images();
    }

    SplitSummary summary() {
        return new SplitSummary(
                List.of(
                        SplitSummary.Part.of("training", train(), source.classes()),
                        SplitSummary.Part.of("validation", validation(), source.classes()),
                        SplitSummary.Part.of("test", test(), source.classes())),
                removed,
                ambiguous);
    }

    private void recordRemoved(String part, HashedImages before, HashedImages after, String from) {
        if (before.count() == after.count()) {
            return;
        }
        int[] countsBefore = countByClass(before);
        int[] countsAfter = countByClass(after);
        List<String> byClass = IntStream.range(0, countsBefore.length)
                .filter(c -> countsBefore[c] > countsAfter[c])
                .mapToObj(c -> countsBefore[c] - countsAfter[c] + " of "
                        + source.classes().get(c))
                .toList();
        removed.add(new SplitSummary.RemovedCopies(part, before.count() - after.count(), from, byClass));
    }

    private int[] countByClass(HashedImages images) {
        int[] counts = new int[source.classes().size()];
        Arrays.stream(images.images().labels()).forEach(label -> counts[label]++);
        return counts;
    }

    private List<HashedImages> givenParts() {
        return Stream.of(Optional.of(source.train()), source.validation(), source.test())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The images that are in two classes, with an example: the pair whose second image comes first. */
    private Optional<SplitSummary.AmbiguousImages> ambiguous() {
        int[] labels = givenParts().stream()
                .flatMapToInt(p -> Arrays.stream(p.images().labels()))
                .toArray();
        long[] hashes = givenParts().stream()
                .flatMapToLong(p -> Arrays.stream(p.hashes()))
                .toArray();
        int ambiguousImages = 0;
        int[] firstPair = null;
        for (int[] copies : EqualKeys.groups(hashes)) {
            if (copies.length == 1) {
                continue;
            }
            int first = copies[0];
            int[] others = Arrays.stream(copies)
                    .filter(i -> labels[i] != labels[first])
                    .toArray();
            if (others.length > 0) {
                ambiguousImages += 1 + others.length;
                firstPair = firstPair != null && firstPair[1] < others[0] ? firstPair : new int[] {first, others[0]};
            }
        }
        return firstPair == null
                ? Optional.empty()
                : Optional.of(new SplitSummary.AmbiguousImages(
                        ambiguousImages, source.imageName(firstPair[0]), source.imageName(firstPair[1])));
    }

    private void rejectEmptyParts() {
        if (train.count() > 0 && validation.count() > 0 && test.count() > 0) {
            return;
        }
        int images = givenParts().stream().mapToInt(HashedImages::count).sum();
        long different = givenParts().stream()
                .flatMapToLong(part -> Arrays.stream(part.hashes()))
                .distinct()
                .count();
        String counts =
                train.count() + " to train, " + validation.count() + " to validate, " + test.count() + " to test with";
        if (ambiguous.isPresent()) {
            SplitSummary.AmbiguousImages pair = ambiguous.get();
            throw new UserError(
                    "too few images with one label: " + counts + "; " + pair.images() + " of " + images
                            + " are in two classes, such as " + pair.first() + " and " + pair.second(),
                    spec,
                    "keep every image in one class only, with at least three images of each class");
        }
        if (different < images) {
            throw new UserError(
                    "too few different images: " + counts + "; only " + different + " of the " + images
                            + " images differ from each other",
                    spec,
                    "give at least three different images of each class, and different ones in every part");
        }
        throw new UserError("too few images: " + counts, spec, "give at least three images of each class");
    }

    private void rejectLostClasses() {
        int[] before = countByClass(source.train());
        int[] after = countByClass(train);
        for (int c = 0; c < before.length; c++) {
            if (before[c] > 0 && after[c] == 0) {
                throw new UserError(
                        "class '" + source.classes().get(c) + "' loses all its " + before[c]
                                + " training images: they are copies of validation or test images",
                        spec,
                        "remove the copies from one of the parts, so that every class keeps images to train with");
            }
        }
    }
}
