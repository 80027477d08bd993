package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens data sets by name or folder. */
public final class Datasets {
    /** Fixed, because test images must not depend on the seed of a run: one run would train on the test images of another. */
    private static final long TEST_SEED = 20_260_101;

    private static final List<FolderReader> READERS = List.of(new IdxFolder(), new CifarFolder(), new ImageFolder());

    private Datasets() {}

    /**
     * Opens {@code shapes} (the built-in data set), {@code shapes:key=value,...}, or a folder with IDX files (MNIST
     * family), CIFAR binaries, or one folder of images per class. Missing parts are held out from the training
     * images, class by class. No two parts contain copies of one image: copies of a test image are removed from the other parts,
     * copies of a validation image from the training images; given test images are kept.
     *
     * @throws UserError if there is no such data set or its files are damaged
     */
    public static Dataset open(String spec, DatasetOptions options) {
        return split(readUnsplit(spec, options), options, spec);
    }

    /** Whether a specification names the built-in data set, which has no folder. */
    public static boolean isBuiltIn(String spec) {
        return ShapesSpec.isShapes(spec);
    }

    private static UnsplitDataset readUnsplit(String spec, DatasetOptions options) {
        if (ShapesSpec.isShapes(spec)) {
            return ShapesSpec.parse(spec, options.shape()).paint();
        }
        Path folder = folder(spec);
        return READERS.stream()
                .filter(r -> r.recognises(folder))
                .findFirst()
                .orElseThrow(() -> unrecognisedFolder(folder))
                .read(folder, options);
    }

    private static Dataset split(UnsplitDataset source, DatasetOptions options, String spec) {
        HoldOutSplit testSplit = HoldOutSplit.of(source.train(), source.test(), options.holdOutShare(), TEST_SEED);
        Optional<HashedImages> givenValidation = source.validation().map(part -> part.without(testSplit.heldOut()));
        HoldOutSplit validationSplit =
                HoldOutSplit.of(testSplit.remaining(), givenValidation, options.holdOutShare(), options.seed());
        Images train = validationSplit.remaining().images();
        Images validation = validationSplit.heldOut().images();
        Images test = testSplit.heldOut().images();
        if (train.count() == 0 || validation.count() == 0 || test.count() == 0) {
            throw new UserError(
                    "too few different images: " + train.count() + " to train, " + validation.count() + " to validate, "
                            + test.count() + " to test with",
                    spec,
                    "give at least three images of each class");
        }
        Shape shape = options.shape().orElse(train.shape());
        return Dataset.of(
                source.name(),
                source.classes(),
                limited(train, options).withShape(shape),
                validation.withShape(shape),
                test.withShape(shape),
                source.mirrorable());
    }

    private static Images limited(Images train, DatasetOptions options) {
        OptionalInt limit = options.trainLimit();
        return limit.isEmpty() ? train : train.stratifiedSample(limit.getAsInt(), options.seed());
    }

    private static Path folder(String spec) {
        Path folder = path(spec);
        if (Files.isRegularFile(folder)) {
            throw new UserError(
                    "'" + spec + "' is a file, not a folder",
                    spec,
                    "give the folder that contains it: "
                            + folder.toAbsolutePath().getParent());
        }
        if (!Files.isDirectory(folder)) {
            throw missingFolder(spec);
        }
        return folder;
    }

    private static Path path(String spec) {
        try {
            return Path.of(spec);
        } catch (InvalidPathException e) {
            throw missingFolder(spec);
        }
    }

    private static UserError missingFolder(String spec) {
        String beforeSettings = spec.split(":", 2)[0];
        return new UserError(
                "there is no folder '" + spec + "'",
                spec,
                Suggestions.nearest(beforeSettings, List.of(ShapesSpec.NAME))
                        .map(n -> "did you mean '" + n + "', the built-in data set?")
                        .orElse("check the path, or use '" + ShapesSpec.NAME + "', the built-in data set"));
    }

    private static UserError unrecognisedFolder(Path folder) {
        String expected = READERS.stream().map(FolderReader::expectedFiles).collect(Collectors.joining("; or "));
        return new UserError(
                "this folder is not a data set of a known format; it contains " + contents(folder),
                folder.toString(),
                "looked for " + expected);
    }

    private static String contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            String first = names.stream().limit(6).collect(Collectors.joining(", "));
            return names.isEmpty()
                    ? "nothing"
                    : names.size() > 6 ? first + ", ... (" + names.size() + " in all)" : first;
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }
}
