package dev.sartor.data.folder;

import dev.sartor.base.UserError;
import dev.sartor.base.VisibleText;
import dev.sartor.base.file.FileNames;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.image.ImageDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Listing of folders of images. Hidden files and what operating systems and tools add to folders are left out. The
 * attributes of each file are read once, because folders contain many images.
 */
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

    /** The first combining accent of Unicode: a text of smaller characters has none, so it is in composed form (NFC). */
    private static final char FIRST_COMBINING = '\u0300';

    private ClassFolders() {}

    /** The folders in a folder, sorted by name. What this program wrote into it is left out. */
    public static List<Path> subfolders(Path folder) {
        return list(folder).stream()
                .filter(entry -> entry.attributes().isDirectory())
                .map(FolderEntry::path)
                .filter(f -> !OwnOutput.isOwn(f))
                .toList();
    }

    /** The files of a class, sorted by name: those in the class folder itself, or in a folder such as {@code images} in it. */
    public static List<FolderEntry> files(Path classFolder) {
        List<FolderEntry> entries = list(classFolder);
        if (entries.stream().anyMatch(FolderEntry::isImage)) {
            return withoutFolders(entries);
        }
        Optional<FolderEntry> inner = entries.stream()
                .filter(entry -> entry.attributes().isDirectory() && isImageFolder(entry.name()))
                .filter(entry -> !OwnOutput.isOwn(entry.path()))
                .findFirst();
        return withoutFolders(inner.map(entry -> list(entry.path())).orElse(entries));
    }

    private static List<FolderEntry> withoutFolders(List<FolderEntry> entries) {
        return entries.stream().filter(e -> !e.attributes().isDirectory()).toList();
    }

    /**
     * The class folders in a folder.
     *
     * @throws UserError if the name of one contains control characters, which would not be one line in a file of labels
     */
    public static List<Path> classes(Path folder) {
        List<Path> classes = subfolders(folder).stream()
                .filter(f -> !isImageFolder(name(f)) || containsImages(f))
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

    /** Whether folders of this name usually contain images that are not sorted into classes. */
    static boolean isImageFolder(String name) {
        return IMAGE_FOLDERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a class folder contains an image. Stops at the first one. */
    public static boolean containsImages(Path classFolder) {
        try (Stream<Path> paths = Files.list(classFolder)) {
            boolean itself = paths.filter(path -> isIncluded(path) && ImageDecoder.isImageName(composedName(path)))
                    .anyMatch(path -> entry(path).isImage());
            return itself || files(classFolder).stream().anyMatch(FolderEntry::isImage);
        } catch (IOException e) {
            throw ReadErrors.of(classFolder, e);
        } catch (UncheckedIOException e) {
            throw ReadErrors.of(classFolder, e.getCause());
        }
    }

    /** The entries of a folder, sorted by name, so that the order is the same on every machine. Attributes are read on all cores. */
    private static List<FolderEntry> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList().parallelStream()
                    .filter(ClassFolders::isIncluded)
                    .map(ClassFolders::entry)
                    .sorted(Comparator.comparing(FolderEntry::name))
                    .toList();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        } catch (UncheckedIOException e) {
            throw ReadErrors.of(folder, e.getCause());
        }
    }

    private static FolderEntry entry(Path path) {
        return new FolderEntry(path, composedName(path), attributes(path));
    }

    private static BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            return attributesOfLink(path);
        }
    }

    /** The attributes of a link itself, for a link whose file is missing. */
    private static BasicFileAttributes attributesOfLink(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw ReadErrors.of(path, e);
        }
    }

    private static boolean isIncluded(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && !IGNORED.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String composedName(Path path) {
        return compose(path.getFileName().toString());
    }

    /**
     * The name of a file or folder, also of a path such as {@code .}. Letters with accents are single characters (NFC), because some
     * systems write accents as characters of their own.
     */
    public static String name(Path path) {
        return compose(FileNames.last(path.toAbsolutePath().normalize()));
    }

    private static String compose(String name) {
        boolean hasAccents = name.chars().anyMatch(c -> c >= FIRST_COMBINING);
        return hasAccents ? Normalizer.normalize(name, Normalizer.Form.NFC) : name;
    }
}
