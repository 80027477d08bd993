package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.folder.FolderLayout;
import dev.sartor.data.image.Background;
import dev.sartor.data.image.ImageChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens data sets by name or folder. */
public final class Datasets {
    private static final Pattern FOLDER_WITH_BACKGROUND = Pattern.compile("(.+):background=([^:/\\\\]*)");
    private static final List<FolderReader> READERS = List.of(new IdxFolder(), new CifarFolder(), new ImageFolder());

    /** Maximum number of files that are named in the error for a folder of unknown format. */
    private static final int MAX_NAMED_FILES = 6;

    private Datasets() {}

    /**
     * Opens {@code shapes} (the built-in data set), {@code shapes:key=value,...}, or a folder with IDX files (MNIST
     * family), CIFAR binaries, or one folder of images per class. Missing parts are held out from the training
     * images, class by class. No two parts contain copies of one image: copies of a test image are removed from the other parts,
     * copies of a validation image from the training images; given test images are kept.
     *
     * <p>Transparent pixels of image files are white; {@code FOLDER:background=black} or another colour changes that (see {@link
     * Background#parse}).
     *
     * @throws UserError if there is no such data set or its files are damaged
     */
    public static Dataset open(String spec, DatasetOptions options) {
        return split(readSource(spec, options), options, spec);
    }

    /** Whether a specification names the built-in data set, which has no folder. */
    public static boolean isBuiltIn(String spec) {
        return ShapesSpec.isShapes(spec);
    }

    /** Whether this machine has the data set: it is built in, or its folder contains something, unlike that of a missing mount. */
    public static boolean isPresent(String spec) {
        Matcher settings = FOLDER_WITH_BACKGROUND.matcher(spec);
        return ShapesSpec.isShapes(spec) || containsFiles(path(settings.matches() ? settings.group(1) : spec));
    }

    private static boolean containsFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (NotDirectoryException e) {
            // opening it explains what is wrong
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same specification with the absolute path of its folder, for processes that start in another one. */
    public static String absolute(String spec) {
        if (ShapesSpec.isShapes(spec)) {
            return spec;
        }
        Matcher settings = FOLDER_WITH_BACKGROUND.matcher(spec);
        String folder = settings.matches() ? settings.group(1) : spec;
        return path(folder).toAbsolutePath() + spec.substring(folder.length());
    }

    /**
     * Checks that a file or folder to write is not inside a data folder, where it would be read as images next time.
     *
     * @throws UserError if it is
     */
    public static void requireOutside(String spec, Path output) {
        Matcher settings = FOLDER_WITH_BACKGROUND.matcher(spec);
        if (ShapesSpec.isShapes(spec)) {
            return;
        }
        Path folder = real(path(settings.matches() ? settings.group(1) : spec));
        if (real(output).startsWith(folder)) {
            throw new UserError(
                    "the output would be inside the data folder, where it would be read as images",
                    output.toString(),
                    "choose a folder outside " + folder);
        }
    }

    /** The path without links; of a missing one, as far as it exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            return absolute.getParent() == null
                    ? absolute
                    : real(absolute.getParent()).resolve(absolute.getFileName());
        }
    }

    private static SourceDataset readSource(String spec, DatasetOptions options) {
        if (ShapesSpec.isShapes(spec)) {
            return ShapesSpec.parse(spec, options.shape()).paint(options);
        }
        Matcher settings = FOLDER_WITH_BACKGROUND.matcher(spec);
        if (settings.matches()) {
            return readFolder(folder(settings.group(1)), options.withBackground(Background.parse(settings.group(2))));
        }
        return readFolder(folder(spec), options);
    }

    private static SourceDataset readFolder(Path folder, DatasetOptions options) {
        return READERS.stream()
                .filter(r -> r.recognises(folder))
                .findFirst()
                .orElseThrow(() -> unrecognisedFolder(folder))
                .read(folder, options);
    }

    private static Dataset split(SourceDataset source, DatasetOptions options, String spec) {
        DatasetSplit split = DatasetSplit.of(source, options, spec);
        Shape shape = options.shape().orElse(split.train().shape());
        ImageChanges.of(Stream.of(split.train().shape()), shape).ifPresent(options.listener()::converting);
        Dataset dataset = Dataset.of(
                source.name(),
                source.classes(),
                split.train().withShape(shape),
                split.validation().withShape(shape),
                split.test().withShape(shape),
                source.mirrorable());
        options.listener().opened(split.summary());
        return dataset;
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
        String inside = FolderLayout.foldersOfClasses(folder).stream()
                .map(Path::toString)
                .collect(Collectors.joining(" or "));
        return new UserError(
                "this folder is not a data set of a known format; it contains " + contents(folder),
                folder.toString(),
                inside.isEmpty() ? "looked for " + expected : "did you mean the folder " + inside + "?");
    }

    private static String contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            String first = names.stream().limit(MAX_NAMED_FILES).collect(Collectors.joining(", "));
            return names.isEmpty()
                    ? "nothing"
                    : names.size() > MAX_NAMED_FILES ? first + ", ... (" + names.size() + " in all)" : first;
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }
}
