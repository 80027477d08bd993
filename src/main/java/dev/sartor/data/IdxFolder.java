package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FileNames;
import dev.sartor.data.sequence.IdxFile;
import dev.sartor.data.sequence.IdxSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reader of data sets of the MNIST family: four IDX files with grey images. */
final class IdxFolder implements FolderReader {
    private static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    /** The first test labels of Fashion-MNIST, which identify it: its images may be flipped, those of digits must not. */
    private static final int[] FASHION_TEST_LABELS = {9, 2, 1, 1, 6, 1, 4, 6, 5, 7, 4, 5, 7, 3, 4, 1, 2, 4, 8, 0};

    /** Numbers of dimensions, which are part of the file names. */
    private static final int IMAGE_DIMENSIONS = 3;

    private static final int LABEL_DIMENSIONS = 1;

    @Override
    public boolean recognises(Path folder) {
        return Stream.of("train", "t10k", "test")
                .anyMatch(part -> find(folder, part, "images", IMAGE_DIMENSIONS).isPresent());
    }

    @Override
    public String expectedFiles() {
        return "IDX files (train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with t10k, each may end in"
                + " .gz)";
    }

    @Override
    public SourceDataset read(Path folder, DatasetOptions options) {
        List<String> parts = List.of(
                "train", find(folder, "t10k", "images", IMAGE_DIMENSIONS).isPresent() ? "t10k" : "test");
        List<Path> imageFiles = parts.stream()
                .map(part -> findRequired(folder, part, "images", IMAGE_DIMENSIONS))
                .toList();
        List<Path> labelFiles = parts.stream()
                .map(part -> findRequired(folder, part, "labels", LABEL_DIMENSIONS))
                .toList();
        requireOneShape(folder, imageFiles);
        IdxSequence sequence = new IdxSequence(
                folder, imageFiles.stream().map(f -> f.getFileName().toString()).toList());
        List<byte[]> labels = labelFiles.stream().map(IdxFile::labels).toList();
        for (int part = 0; part < parts.size(); part++) {
            requireSameCount(
                    imageFiles.get(part), sequence.counts().get(part), labelFiles.get(part), labels.get(part).length);
        }
        HashedImages images = ImageLoader.load(sequence, classes(labels), options);
        int trainCount = sequence.counts().getFirst();
        HashedImages train = images.slice(0, trainCount);
        HashedImages test = images.slice(trainCount, images.count());
        List<String> numbers = classNumbers(images.images());
        boolean fashion = numbers.size() == FASHION.size() && startsLikeFashion(test.images());
        return new SourceDataset(
                name(folder), fashion ? FASHION : numbers, train, Optional.empty(), Optional.of(test), fashion);
    }

    private static void requireOneShape(Path folder, List<Path> imageFiles) {
        List<Shape> shapes = imageFiles.stream().map(IdxSequence::shape).toList();
        if (!shapes.getFirst().equals(shapes.getLast())) {
            throw new UserError(
                    "the training images are " + shapes.getFirst() + ", the test images " + shapes.getLast(),
                    folder.toString(),
                    "put files of one data set into the folder");
        }
    }

    private static void requireSameCount(Path imageFile, int images, Path labelFile, int labels) {
        if (images != labels) {
            throw new UserError(
                    "'" + imageFile.getFileName() + "' contains " + images + " images, '" + labelFile.getFileName()
                            + "' " + labels + " labels",
                    imageFile.getParent().toString(),
                    "put files of one data set into the folder");
        }
    }

    private static int[] classes(List<byte[]> labels) {
        return labels.stream()
                .flatMapToInt(part -> IntStream.range(0, part.length).map(i -> part[i] & 255))
                .toArray();
    }

    private static Path findRequired(Path folder, String part, String what, int dimensions) {
        return find(folder, part, what, dimensions).orElseThrow(() -> {
            String name = part + "-" + what + "-idx" + dimensions + "-ubyte";
            return new UserError(
                    "'" + name + "' (or '" + name + ".gz') is missing",
                    folder.toString(),
                    "add it: a data set of this kind has images and labels for train and for t10k");
        });
    }

    private static Optional<Path> find(Path folder, String part, String what, int dimensions) {
        return Stream.of("-", ".")
                .flatMap(dot -> Stream.of("", ".gz")
                        .map(end -> folder.resolve(part + "-" + what + dot + "idx" + dimensions + "-ubyte" + end)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static boolean startsLikeFashion(Images test) {
        int n = FASHION_TEST_LABELS.length;
        return test.count() >= n && Arrays.equals(test.labels(), 0, n, FASHION_TEST_LABELS, 0, n);
    }

    private static List<String> classNumbers(Images images) {
        int largest = Arrays.stream(images.labels()).max().orElse(0);
        return IntStream.rangeClosed(0, Math.max(1, largest))
                .mapToObj(String::valueOf)
                .toList();
    }

    private static String name(Path folder) {
        return FileNames.last(folder.toAbsolutePath().normalize());
    }
}
