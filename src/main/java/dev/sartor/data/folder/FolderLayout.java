package dev.sartor.data.folder;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of an image folder: class folders in the folder itself, or in folders for training, validation and test.
 *
 * @param train folder of the training images' class folders
 */
public record FolderLayout(Path train, Optional<Path> validation, Optional<Path> test) {
    /** The parts, with the spellings of their folders in lower case. */
    private enum Part {
        TRAIN("train", "training", "trainset"),
        VALIDATION("val", "valid", "validation", "dev"),
        TEST("test", "testing", "testset");

        private final List<String> names;

        Part(String... names) {
            this.names = List.of(names);
        }

        private static Optional<Part> of(Path folder) {
            String name = ClassFolders.name(folder).toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(part -> part.names.contains(name))
                    .findFirst();
        }
    }

    /** @throws UserError if a part is ambiguous or has no class folders */
    public static FolderLayout of(Path folder) {
        List<Path> subfolders = ClassFolders.subfolders(folder);
        Optional<Path> train = part(folder, subfolders, Part.TRAIN);
        Optional<Path> validation = part(folder, subfolders, Part.VALIDATION);
        Optional<Path> test = part(folder, subfolders, Part.TEST);
        boolean hasParts = train.filter(FolderLayout::hasClasses).isPresent();
        if (!hasParts) {
            rejectMissingTraining(folder, subfolders, validation, test);
            return new FolderLayout(folder, Optional.empty(), Optional.empty());
        }
        rejectMisspelt(folder, subfolders);
        validation.ifPresent(FolderLayout::requireClasses);
        test.ifPresent(FolderLayout::requireClasses);
        return new FolderLayout(train.get(), validation, test);
    }

    private static Optional<Path> part(Path folder, List<Path> subfolders, Part part) {
        List<Path> found = subfolders.stream()
                .filter(f -> Part.of(f).equals(Optional.of(part)))
                .toList();
        if (found.size() > 1 && found.stream().anyMatch(FolderLayout::hasClasses)) {
            throw new UserError(
                    "two folders are the same part: '" + ClassFolders.name(found.get(0)) + "' and '"
                            + ClassFolders.name(found.get(1)) + "'",
                    folder.toString(),
                    "keep one of them, named '" + part.names.getFirst() + "'");
        }
        return found.stream().findFirst();
    }

    private static boolean hasClasses(Path part) {
        return !ClassFolders.classes(part).isEmpty();
    }

    /** Folders named like parts are not classes, unless other classes are beside them: a data set may have a class 'train'. */
    private static void rejectMissingTraining(
            Path folder, List<Path> subfolders, Optional<Path> validation, Optional<Path> test) {
        List<String> others = subfolders.stream()
                .filter(f -> Part.of(f).isEmpty())
                .map(ClassFolders::name)
                .toList();
        boolean nestedPart = validation.filter(FolderLayout::hasClasses).isPresent()
                || test.filter(FolderLayout::hasClasses).isPresent();
        if (nestedPart) {
            throw new UserError(
                    "there is no folder of training images beside '"
                            + ClassFolders.name(validation.or(() -> test).orElseThrow()) + "'",
                    folder.toString(),
                    others.isEmpty()
                            ? "add a folder 'train' with one folder of images for each class"
                            : "did you mean '" + others.getFirst() + "'? Rename it to 'train'");
        }
        if (others.isEmpty() && subfolders.size() > 1) {
            throw new UserError(
                    "the images in '" + ClassFolders.name(subfolders.getFirst()) + "' have no class folders",
                    subfolders.getFirst().toString(),
                    "sort them into one folder for each class: train/CLASS/IMAGE");
        }
    }

    private static void rejectMisspelt(Path folder, List<Path> subfolders) {
        for (Path other : subfolders) {
            String name = ClassFolders.name(other).toLowerCase(Locale.ROOT);
            Optional<String> meant =
                    Suggestions.nearest(name, List.of("val", "valid", "validation", "test", "testing"));
            if (Part.of(other).isEmpty() && meant.isPresent() && hasClasses(other)) {
                throw new UserError(
                        "the folder '" + ClassFolders.name(other) + "' beside the training images is not a known part",
                        folder.toString(),
                        "did you mean '" + meant.get() + "'? Rename it, or move it elsewhere");
            }
        }
    }

    private static void requireClasses(Path part) {
        if (hasClasses(part)) {
            return;
        }
        long images = ClassFolders.files(ClassFolders.imagesOf(part)).stream()
                .filter(ClassFolders::isImage)
                .count();
        String name = ClassFolders.name(part);
        throw new UserError(
                images > 0
                        ? "the " + images + " images in '" + name + "' have no labels: there are no class folders"
                        : "there are no images in '" + name + "'",
                part.toString(),
                "sort them into " + name
                        + "/CLASS/, or move the folder elsewhere; then a tenth of the training images is"
                        + " held out instead");
    }
}
