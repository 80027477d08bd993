package dev.sartor.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Describes how images were divided into parts.
 *
 * @param parts      training, validation and test
 * @param removed    copies that were removed, so that no image is in two parts
 * @param ambiguous  images that are in two classes; empty if there are none
 */
public record SplitSummary(List<Part> parts, List<RemovedCopies> removed, Optional<AmbiguousImages> ambiguous) {
    /** Maximum number of class names in one line. */
    private static final int NAMES = 3;

    /**
     * A part of a data set.
     *
     * @param name              training, validation or test
     * @param classes           number of classes of the data set
     * @param emptyClasses      classes without an image in this part
     * @param largestClass      the class with the most images
     * @param largestClassShare the share of the images that belong to the largest class, in [0, 1]: the accuracy of a model that
     *                          always answers this class
     */
    public record Part(
            String name,
            int classes,
            int images,
            List<String> emptyClasses,
            String largestClass,
            double largestClassShare) {
        static Part of(String name, Images images, List<String> classes) {
            int[] counts = new int[classes.size()];
            Arrays.stream(images.labels()).forEach(label -> counts[label]++);
            int largest = IntStream.range(0, counts.length)
                    .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                    .orElse(0);
            return new Part(
                    name,
                    classes.size(),
                    images.count(),
                    IntStream.range(0, counts.length)
                            .filter(c -> counts[c] == 0)
                            .mapToObj(classes::get)
                            .toList(),
                    classes.get(largest),
                    images.largestClassShare());
        }

        private String line() {
            String empty = emptyClasses.isEmpty()
                    ? "images of all " + classes + " classes"
                    : emptyClasses.size() + " of " + classes + " classes without an image (" + firstNames(emptyClasses)
                            + ")";
            return String.format(
                    Locale.ROOT,
                    "%-10s %,d images; %s; largest class '%s' with %.1f %%",
                    name,
                    images,
                    empty,
                    largestClass,
                    100 * largestClassShare);
        }
    }

    /**
     * Images that were removed from a part, because they are also in another one.
     *
     * @param part    the part that lost them, such as training
     * @param images  how many
     * @param from    the part that has the same images, such as test
     * @param byClass number of removed images for every class that lost some, such as "3 of cat"
     */
    public record RemovedCopies(String part, int images, String from, List<String> byClass) {
        private String line() {
            return "removed " + images + (images == 1 ? " copy" : " copies") + " of " + from + " images from the "
                    + part + " images: " + firstNames(byClass);
        }
    }

    /**
     * Equal images with different labels. They stay, but are never held out.
     *
     * @param images how many
     * @param first  one of them
     * @param second an equal one in another class
     */
    public record AmbiguousImages(int images, String first, String second) {
        private String line() {
            return images + " images are in two classes, the first ones " + first + " and " + second;
        }
    }

    /** The summary as lines of text for the user. */
    public List<String> lines() {
        return Stream.of(
                        parts.stream().map(Part::line),
                        removed.stream().map(RemovedCopies::line),
                        ambiguous.stream().map(AmbiguousImages::line))
                .flatMap(lines -> lines)
                .toList();
    }

    static String firstNames(List<String> names) {
        String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        return names.size() > NAMES ? first + " and " + (names.size() - NAMES) + " more" : first;
    }
}
