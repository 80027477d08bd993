package dev.sartor.data;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.data.folder.ClassFolders;
import dev.sartor.data.folder.FolderEntry;
import dev.sartor.data.folder.FolderLayout;
import dev.sartor.data.folder.UnreadableFiles;
import dev.sartor.data.image.ImageDecoder;
import dev.sartor.data.sequence.ImageFile;
import dev.sartor.data.sequence.ImageFileSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reader of images that are sorted into one folder per class: {@code FOLDER/CLASS/*.png}, or {@code FOLDER/train/CLASS/*.png}
 * with {@code val} and {@code test} beside {@code train} where there are such parts. Images may also be one level deeper, in
 * {@code CLASS/images}.
 */
final class ImageFolder implements FolderReader {
    @Override
    public boolean recognises(Path folder) {
        List<Path> subfolders = ClassFolders.subfolders(folder);
        return Stream.concat(subfolders.stream(), subfolders.stream().flatMap(f -> ClassFolders.subfolders(f).stream()))
                .anyMatch(ClassFolders::containsImages);
    }

    @Override
    public String expectedFiles() {
        return "one folder of images (" + ImageDecoder.FORMATS
                + ") per class (CLASS/*.png, or train/CLASS/*.png with val and test beside train)";
    }

    @Override
    public SourceDataset read(Path folder, DatasetOptions options) {
        FolderLayout layout = FolderLayout.of(folder);
        List<String> classes = ClassFolders.classes(layout.train()).stream()
                .map(ClassFolders::name)
                .distinct()
                .toList();
        rejectOneClass(layout.train(), classes);
        UnreadableFiles unreadable = new UnreadableFiles(folder);
        List<ImageFile> files = new ArrayList<>(files(folder, layout.train(), classes, unreadable));
        int train = files.size();
        layout.validation().ifPresent(part -> files.addAll(files(folder, part, classes, unreadable)));
        int validation = files.size();
        layout.test().ifPresent(part -> files.addAll(files(folder, part, classes, unreadable)));
        unreadable.throwIfAny();
        HashedImages images = ImageLoader.load(
                new ImageFileSequence(folder, files, options.shape(), options.background()), labels(files), options);
        boolean mirrorable = true;
        return new SourceDataset(
                ClassFolders.name(folder),
                classes,
                images.slice(0, train),
                layout.validation().map(p -> images.slice(train, validation)),
                layout.test().map(p -> images.slice(validation, files.size())),
                mirrorable,
                files.stream().map(f -> f.version().path()).toList());
    }

    private static void rejectOneClass(Path folder, List<String> classes) {
        if (classes.size() >= 2) {
            return;
        }
        List<Path> only = ClassFolders.classes(folder);
        if (only.size() == 1 && FolderLayout.isNotAClass(only.getFirst())) {
            throw FolderLayout.unlabelled(
                    only.getFirst(),
                    "sort them into one folder for each class; labels in a table or in file names are not read");
        }
        Optional<Path> inner = ClassFolders.subfolders(folder).stream()
                .filter(f -> ClassFolders.subfolders(f).size() > 1)
                .findFirst();
        throw new UserError(
                "there is only one class, " + classes,
                folder.toString(),
                inner.map(f -> "did you mean the folder " + f + "?").orElse("give one folder for each class"));
    }

    private static List<ImageFile> files(Path dataFolder, Path part, List<String> classes, UnreadableFiles unreadable) {
        List<Path> classFolders = ClassFolders.classes(part);
        int[] labels = classFolders.stream()
                .mapToInt(classFolder -> label(classFolder, part, classes))
                .toArray();
        // on all cores, because folders contain many images
        List<List<FolderEntry>> contents =
                classFolders.parallelStream().map(ClassFolders::files).toList();
        List<ImageFile> files = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            rejectEmpty(classFolders.get(i), contents.get(i));
            contents.get(i).stream()
                    .filter(file -> !file.isImage())
                    .forEach(file -> unreadable.add(
                            file.path(),
                            "is not a " + ImageDecoder.FORMATS + " file",
                            "remove it; a class folder contains only images"));
            files.addAll(contents.get(i).parallelStream()
                    .filter(FolderEntry::isImage)
                    .map(file -> ImageFile.of(dataFolder, file, label))
                    .toList());
        }
        return files;
    }

    private static int label(Path classFolder, Path part, List<String> classes) {
        String name = ClassFolders.name(classFolder);
        int label = classes.indexOf(name);
        if (label < 0 && FolderLayout.isNotAClass(classFolder)) {
            throw FolderLayout.unlabelled(classFolder, FolderLayout.fixOfPart(part));
        }
        if (label < 0) {
            throw new UserError(
                    "class '" + name + "' does not exist in train",
                    classFolder.toString(),
                    Suggestions.nearest(name, classes)
                                    .map(c -> "did you mean '" + c + "'? ")
                                    .orElse("")
                            + "Remove it, or add such a folder to train; train has " + String.join(", ", classes));
        }
        return label;
    }

    private static void rejectEmpty(Path classFolder, List<FolderEntry> files) {
        if (files.isEmpty()) {
            throw new UserError(
                    "class '" + ClassFolders.name(classFolder) + "' has no images",
                    classFolder.toString(),
                    "put images (" + ImageDecoder.FORMATS + ") into it, or remove the folder");
        }
    }

    /** Labels of files, in their order. */
    private static int[] labels(List<ImageFile> files) {
        return IntStream.range(0, files.size()).map(i -> files.get(i).label()).toArray();
    }
}
