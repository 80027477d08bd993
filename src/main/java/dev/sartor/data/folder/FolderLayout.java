package dev.sartor.data.folder;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parts of an image folder: class folders in the folder itself, or in folders for training, validation and test.
 *
 * @param train folder of the training images' class folders
 */
public record FolderLayout(Path train, Optional<Path> validation, Optional<Path> test) {
    /** Limits of the search for folders to suggest: levels of subfolders, and folders of one level. */
    private static final int MAX_DEPTH = 3;

    private static final int MAX_FOLDERS = 100;
    private static final int MAX_SUGGESTIONS = 3;

    /** The parts, with the spellings of their folders in lower case. */
    private enum Part {
        TRAIN("train", "training"),
        VALIDATION("val", "valid", "validation", "dev"),
        TEST("test", "testing");

        /** Suffixes that are ignored, as in training_set or Test Images. */
        private static final Pattern SUFFIX =
                Pattern.compile("[ _.-]*(set|data|split|images?|imgs?|photos|pictures)?$");

        private final List<String> names;

        Part(String... names) {
            this.names = List.of(names);
        }

        private static Optional<Part> of(Path folder) {
            String name = SUFFIX.matcher(ClassFolders.name(folder).toLowerCase(Locale.ROOT))
                    .replaceFirst("");
            return Arrays.stream(values())
                    .filter(part -> part.names.contains(name))
                    .findFirst();
        }
    }

    /**
     * Finds the parts of an image folder by the names of its subfolders.
     *
     * @throws UserError if two folders have names of one part, or if a part has no class folders
     */
    public static FolderLayout of(Path folder) {
        List<Path> subfolders = ClassFolders.subfolders(folder);
        Optional<Path> train = part(folder, subfolders, Part.TRAIN);
        Optional<Path> validation = part(folder, subfolders, Part.VALIDATION);
        Optional<Path> test = part(folder, subfolders, Part.TEST);
        boolean hasTraining = train.filter(FolderLayout::hasClasses).isPresent();
        if (!hasTraining) {
            rejectMissingTraining(folder, subfolders, validation, test);
            return new FolderLayout(folder, Optional.empty(), Optional.empty());
        }
        rejectMisspeltParts(folder, subfolders);
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

    /**
     * Rejects a folder with validation or test images but no training images, and one whose subfolders are all named like parts. A
     * folder 'train' beside other classes is a class.
     */
    private static void rejectMissingTraining(
            Path folder, List<Path> subfolders, Optional<Path> validation, Optional<Path> test) {
        List<String> others = subfolders.stream()
                .filter(f -> Part.of(f).isEmpty())
                .map(ClassFolders::name)
                .toList();
        boolean hasOtherPart = validation.filter(FolderLayout::hasClasses).isPresent()
                || test.filter(FolderLayout::hasClasses).isPresent();
        if (hasOtherPart) {
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

    private static void rejectMisspeltParts(Path folder, List<Path> subfolders) {
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
        if (!hasClasses(part)) {
            throw unlabelled(part, fixOfPart(part));
        }
    }

    /** Whether the name of a folder shows that it is not a class: {@code images}, or the name of a part. */
    public static boolean isNotAClass(Path folder) {
        return ClassFolders.isImageFolder(ClassFolders.name(folder))
                || Part.of(folder).isPresent();
    }

    /** The error that the images in a folder have no class folders. */
    public static UserError unlabelled(Path part, String fix) {
        long images =
                ClassFolders.files(part).stream().filter(FolderEntry::isImage).count();
        String name = ClassFolders.name(part);
        return new UserError(
                images > 0
                        ? "the " + images + " images in '" + name + "' have no labels: there are no class folders"
                        : "there are no images in '" + name + "'",
                part.toString(),
                fix);
    }

    /** How to correct a validation or test part without classes. */
    public static String fixOfPart(Path part) {
        return "sort them into " + ClassFolders.name(part)
                + "/CLASS/, or move the folder elsewhere; then a tenth of the training images is held out instead";
    }

    /** Up to 3 folders below this one that could have been meant, since they contain class folders. */
    public static List<Path> foldersOfClasses(Path folder) {
        List<Path> found = new ArrayList<>();
        List<Path> level = ClassFolders.subfolders(folder);
        for (int depth = 1; depth <= MAX_DEPTH && found.size() < MAX_SUGGESTIONS; depth++) {
            List<Path> deeper = new ArrayList<>();
            for (Path candidate : level.subList(0, Math.min(level.size(), MAX_FOLDERS))) {
                List<Path> inner = ClassFolders.subfolders(candidate);
                long classes =
                        inner.stream().filter(ClassFolders::containsImages).count();
                if (classes > 1 && found.size() < MAX_SUGGESTIONS) {
                    found.add(candidate);
                }
                deeper.addAll(inner);
            }
            level = deeper;
        }
        return found;
    }
}
