package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.data.sequence.ShapesSequence;
import dev.sartor.data.shapes.ShapeKind;
import java.util.List;
import java.util.Optional;

/**
 * Options of the built-in data set: {@code shapes:size=32,rgb,train=20000}.
 *
 * @param train number of training images; a larger number starts with the same images
 */
record ShapesSpec(Shape shape, int train, int validation, int test, long seed) {
    static final String NAME = "shapes";
    private static final List<String> KEYS = List.of("size", "grey", "rgb", "train", "validation", "test", "seed");
    private static final Shape DEFAULT_SHAPE = new Shape(1, 28, 28);
    private static final int DEFAULT_TRAIN = 10_000;
    private static final int DEFAULT_VALIDATION = 2_000;
    private static final int DEFAULT_TEST = 2_000;
    private static final long DEFAULT_SEED = 1;
    private static final int MIN_SIZE = 8;
    private static final int MAX_SIZE = 1024;
    /** Maximum number of images of a part: the labels of all of them are in memory. */
    private static final int MAX_IMAGES = 5_000_000;

    /** Whether a data set specification names the built-in data set. */
    static boolean isShapes(String spec) {
        return spec.equals(NAME) || spec.startsWith(NAME + ":");
    }

    /** Parses {@code shapes} or {@code shapes:key=value,...}; without a size, the shape is {@code preferred}. */
    static ShapesSpec parse(String spec, Optional<Shape> preferred) {
        ShapesSpec parsed = new ShapesSpec(
                preferred.orElse(DEFAULT_SHAPE), DEFAULT_TRAIN, DEFAULT_VALIDATION, DEFAULT_TEST, DEFAULT_SEED);
        String settings = spec.length() > NAME.length() ? spec.substring(NAME.length() + 1) : "";
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(",", -1)) {
            parsed = parsed.withSetting(setting.strip(), spec);
        }
        return parsed;
    }

    private ShapesSpec withSetting(String setting, String spec) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : setting.substring(equals + 1);
        return switch (key) {
            case "grey", "rgb" -> {
                if (equals >= 0) {
                    throw new UserError("'" + key + "' takes no value", spec, "write '" + key + "' alone");
                }
                yield withShape(shape.withChannels(key.equals("grey") ? 1 : 3));
            }
            case "size" -> {
                int size = (int) parseNumber(key, value, MIN_SIZE, MAX_SIZE, spec);
                yield withShape(new Shape(shape.channels(), size, size));
            }
            case "train" -> new ShapesSpec(shape, parseCount(key, value, spec), validation, test, seed);
            case "validation" -> new ShapesSpec(shape, train, parseCount(key, value, spec), test, seed);
            case "test" -> new ShapesSpec(shape, train, validation, parseCount(key, value, spec), seed);
            case "seed" ->
                new ShapesSpec(shape, train, validation, test, parseNumber(key, value, 0, Long.MAX_VALUE, spec));
            default ->
                throw new UserError(
                        "the data set 'shapes' has no setting '" + key + "'", spec, Suggestions.fix(key, KEYS));
        };
    }

    private ShapesSpec withShape(Shape other) {
        return new ShapesSpec(other, train, validation, test, seed);
    }

    private int parseCount(String key, String value, String spec) {
        return (int) parseNumber(key, value, 1, MAX_IMAGES, spec);
    }

    private static long parseNumber(String key, String value, long min, long max, String spec) {
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The error below also covers numbers out of range.
        }
        throw new UserError(
                "'" + value + "' is not a valid value for '" + key + "'",
                spec,
                "give a whole number from " + min + (max < Integer.MAX_VALUE ? " to " + max : " up") + ", such as "
                        + key + "=" + Math.max(DEFAULT_SHAPE.height(), min));
    }

    /** Paints the images of all parts. */
    SourceDataset paint(DatasetOptions options) {
        ShapesSequence sequence = new ShapesSequence(shape, List.of(train, validation, test), seed);
        HashedImages images = ImageLoader.load(sequence, sequence.labels(), options);
        boolean mirrorable = true;
        return new SourceDataset(
                NAME,
                ShapeKind.names(),
                images.slice(0, train),
                Optional.of(images.slice(train, train + validation)),
                Optional.of(images.slice(train + validation, images.count())),
                mirrorable);
    }
}
