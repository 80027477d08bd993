package dev.sartor.data.folder;

import dev.sartor.base.UserError;
import dev.sartor.base.VisibleText;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Listing of folders of images. Hidden files and what operating systems and tools add to folders are left out. */
public final class ClassFolders {
    private static final Set<String> IGNORED = Set.of(
            "thumbs.db",
            "desktop.ini",
            "__macosx",
            "@eadir",
            "#recycle",
            "$recycle.bin",
            "system volume information",
            "lost+found");
    /** Names of a folder between a class folder and its images. */
    private static final Set<String> IMAGE_FOLDERS =
            Set.of("images", "image", "imgs", "img", "photos", "pictures", "jpegimages");

    private ClassFolders() {}

    /** The folders in a folder, sorted by name. What this program wrote into it is left out. */
    public static List<Path> subfolders(Path folder) {
        return list(folder, f -> Files.isDirectory(f) && !OwnOutput.isOwn(f));
    }

    /** All files in a folder, sorted by name. */
    public static List<Path> files(Path folder) {
        return list(folder, f -> !Files.isDirectory(f));
    }

    /** The folder with the images of a class: the class folder itself, or a folder such as {@code images} in it. */
    public static Path imagesOf(Path classFolder) {
        if (files(classFolder).stream().anyMatch(ClassFolders::isImage)) {
            return classFolder;
        }
        return subfolders(classFolder).stream()
                .filter(f -> IMAGE_FOLDERS.contains(name(f).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(classFolder);
    }

    /**
     * The class folders in a folder.
     *
     * @throws UserError if the name of one contains control characters, which would not be one line in a file of labels
     */
    public static List<Path> classes(Path folder) {
        List<Path> classes = subfolders(folder).stream()
                .filter(f -> !IMAGE_FOLDERS.contains(name(f).toLowerCase(Locale.ROOT)) || containsImages(f))
                .toList();
        classes.forEach(ClassFolders::requirePrintableName);
        return classes;
    }

    private static void requirePrintableName(Path classFolder) {
        String name = name(classFolder);
        if (!VisibleText.line(name).equals(name)) {
            throw new UserError(
                    "the name of a class contains control characters: '" + VisibleText.line(name) + "'",
                    classFolder.toString(),
                    "rename the folder");
        }
    }

    /** Whether a class folder contains an image. */
    public static boolean containsImages(Path classFolder) {
        return files(imagesOf(classFolder)).stream().anyMatch(ClassFolders::isImage);
    }

    /** Whether a file is named like an image; broken links are not. */
    public static boolean isImage(Path file) {
        return ImageDecoder.isImageName(name(file)) && Files.isRegularFile(file);
    }

    /** Sorted by name, so that the order is the same on every machine. */
    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !isIgnored(name(f)))
                    .filter(wanted)
                    .sorted(Comparator.comparing(ClassFolders::name))
                    .toList();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }

    private static boolean isIgnored(String name) {
        return name.startsWith(".") || IGNORED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The name of a file or folder, also of one such as {@code .}. */
    public static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }
}
