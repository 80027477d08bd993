package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Images sorted into one folder per class: {@code FOLDER/CLASS/*.png}, or {@code FOLDER/train/CLASS/*.png} with {@code val}
 * and {@code test} beside {@code train} where there are such parts.
 */
final class ImageFolder implements FolderReader {
    private static final Set<String> IGNORED_FILES = Set.of("thumbs.db", "desktop.ini");

    @Override
    public boolean recognises(Path folder) {
        return subfolders(root(folder)).stream()
                .anyMatch(c -> list(c, Files::isRegularFile).stream().anyMatch(ImageFolder::isImage));
    }

    @Override
    public String expectedFiles() {
        return "one folder of PNG or JPEG images per class (CLASS/*.png, or train/CLASS/*.png with val and test beside"
                + " train)";
    }

    @Override
    public UnsplitDataset read(Path folder, DatasetOptions options) {
        Path root = root(folder);
        List<String> classes = subfolders(root).stream().map(ImageFolder::name).toList();
        if (classes.size() < 2) {
            throw new UserError(
                    "there is only one class, " + classes, root.toString(), "give one folder for each class");
        }
        ImageLoader loader = new ImageLoader(options.shape());
        boolean hasParts = !root.equals(folder);
        HashedImages train = loader.load(files(root, classes));
        Optional<HashedImages> validation =
                part(folder, hasParts, List.of("val", "valid", "validation")).map(p -> loader.load(files(p, classes)));
        Optional<HashedImages> test = part(folder, hasParts, List.of("test")).map(p -> loader.load(files(p, classes)));
        boolean grey = options.shape().isEmpty() && loader.onlyGrey();
        Shape shape =
                grey ? train.images().shape().withChannels(1) : train.images().shape();
        return new UnsplitDataset(
                name(folder),
                classes,
                train.withShape(shape),
                validation.map(p -> p.withShape(shape)),
                test.map(p -> p.withShape(shape)),
                true);
    }

    private static Path root(Path folder) {
        Path train = folder.resolve("train");
        return Files.isDirectory(train) && !subfolders(train).isEmpty() ? train : folder;
    }

    private static Optional<Path> part(Path folder, boolean hasParts, List<String> names) {
        return names.stream()
                .map(folder::resolve)
                .filter(p -> hasParts && Files.isDirectory(p))
                .findFirst();
    }

    private static List<ImageLoader.Labelled> files(Path part, List<String> classes) {
        List<ImageLoader.Labelled> labelled = new ArrayList<>();
        for (Path folder : subfolders(part)) {
            int label = classes.indexOf(name(folder));
            if (label < 0) {
                throw new UserError(
                        "class '" + name(folder) + "' does not exist in train",
                        folder.toString(),
                        "remove it, or add such a folder to train; train has " + String.join(", ", classes));
            }
            List<Path> files =
                    list(folder, file -> !IGNORED_FILES.contains(name(file).toLowerCase(Locale.ROOT)));
            files.stream().filter(file -> !isImage(file)).findFirst().ifPresent(file -> {
                throw ReadErrors.malformed(
                        file, "is no PNG or JPEG file", "take it out; a class folder holds only images");
            });
            if (files.isEmpty()) {
                throw new UserError(
                        "class '" + name(folder) + "' has no images",
                        folder.toString(),
                        "put PNG or JPEG images into it, or remove the folder");
            }
            files.forEach(file -> labelled.add(new ImageLoader.Labelled(file, label)));
        }
        return labelled;
    }

    private static boolean isImage(Path file) {
        return Files.isRegularFile(file) && name(file).toLowerCase(Locale.ROOT).matches(".+\\.(png|jpg|jpeg)");
    }

    private static List<Path> subfolders(Path folder) {
        return list(folder, Files::isDirectory);
    }

    /** What is in a folder, sorted by name so that every machine sees one order; hidden files do not count. */
    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !name(f).startsWith("."))
                    .filter(wanted)
                    .sorted(Comparator.comparing(ImageFolder::name))
                    .toList();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }
}
