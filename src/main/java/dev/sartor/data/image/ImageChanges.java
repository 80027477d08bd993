package dev.sartor.data.image;

import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How {@link ImageConversion} changes images: their channels, their size, and what it cuts off.
 *
 * @param found  shapes of the images that differ from {@code requested}, each once
 * @param requested the shape that all images are converted to
 */
public record ImageChanges(List<Shape> found, Shape requested) {
    /** Aspect ratios that differ by less than this share count as equal, because sizes are whole pixels. */
    private static final double ROUNDING = 0.01;

    /** The changes of images of these shapes; empty if all have the requested one. */
    public static Optional<ImageChanges> of(Stream<Shape> shapes, Shape requested) {
        List<Shape> different =
                shapes.distinct().filter(shape -> !shape.equals(requested)).toList();
        return different.isEmpty() ? Optional.empty() : Optional.of(new ImageChanges(different, requested));
    }

    /** The changes in words, such as "colour becomes grey; 64x64 pixels are reduced to 28x28". */
    public String text() {
        List<String> changes = new ArrayList<>();
        if (found.stream().anyMatch(s -> s.channels() > requested.channels())) {
            changes.add("colour becomes grey");
        }
        if (found.stream().anyMatch(s -> s.channels() < requested.channels())) {
            changes.add("grey becomes colour without hue");
        }
        List<Shape> sizes = found.stream()
                .filter(s -> s.height() != requested.height() || s.width() != requested.width())
                .sorted(Comparator.comparingLong(s -> (long) s.height() * s.width()))
                .toList();
        if (!sizes.isEmpty()) {
            changes.add(sizes(sizes.getFirst(), sizes.getLast()) + " are " + verbs(sizes) + " to " + size(requested)
                    + (sizes.stream().anyMatch(this::isCropped) ? " and cut off at the edges" : ""));
        }
        return String.join("; ", changes);
    }

    private static String sizes(Shape smallest, Shape largest) {
        return (size(smallest).equals(size(largest)) ? "" : size(smallest) + " to ") + size(largest) + " pixels";
    }

    private static String size(Shape shape) {
        return shape.width() + "x" + shape.height();
    }

    private String verbs(List<Shape> sizes) {
        return sizes.stream().map(this::verb).distinct().sorted().collect(Collectors.joining(" or "));
    }

    private String verb(Shape shape) {
        double inputPixelsPerPixel =
                Math.min((double) shape.height() / requested.height(), (double) shape.width() / requested.width());
        return inputPixelsPerPixel > 1 ? "reduced" : inputPixelsPerPixel < 1 ? "enlarged" : "cropped";
    }

    private boolean isCropped(Shape shape) {
        double found = (double) shape.width() / shape.height();
        double kept = (double) requested.width() / requested.height();
        return !verb(shape).equals("cropped") && Math.abs(found / kept - 1) > ROUNDING;
    }
}
