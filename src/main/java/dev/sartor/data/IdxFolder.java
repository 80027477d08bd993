package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
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

    @Override
    public boolean recognises(Path folder) {
        return Stream.of("train", "t10k", "test")
                .anyMatch(part -> find(folder, part, "images", 3).isPresent());
    }

    @Override
    public String expectedFiles() {
        return "IDX files (train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with t10k, each may end in"
                + " .gz)";
    }

    @Override
    public SourceDataset read(Path folder, DatasetOptions options) {
        Images train = readPart(folder, "train");
        Images test = readPart(folder, find(folder, "t10k", "images", 3).isPresent() ? "t10k" : "test");
        if (!train.shape().equals(test.shape())) {
            throw new UserError(
                    "the training images are " + train.shape() + ", the test images " + test.shape(),
                    folder.toString(),
                    "put files of one data set into the folder");
        }
        List<String> numbers = classNumbers(train, test);
        boolean fashion = numbers.size() == FASHION.size() && startsLikeFashion(test);
        return new SourceDataset(
                name(folder),
                fashion ? FASHION : numbers,
                HashedImages.of(train),
                Optional.empty(),
                Optional.of(HashedImages.of(test)),
                fashion);
    }

    private static Images readPart(Path folder, String part) {
        Path imageFile = findRequired(folder, part, "images", 3);
        Path labelFile = findRequired(folder, part, "labels", 1);
        IdxFile images = IdxFile.read(imageFile, 3);
        IdxFile labels = IdxFile.read(labelFile, 1);
        if (images.sizes()[0] != labels.sizes()[0]) {
            throw new UserError(
                    "'" + imageFile.getFileName() + "' contains " + images.sizes()[0] + " images, '"
                            + labelFile.getFileName() + "' " + labels.sizes()[0] + " labels",
                    folder.toString(),
                    "put files of one data set into the folder");
        }
        int[] classes = IntStream.range(0, labels.values().length)
                .map(i -> labels.values()[i] & 255)
                .toArray();
        return new Images(new Shape(1, images.sizes()[1], images.sizes()[2]), images.values(), classes);
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

    private static List<String> classNumbers(Images train, Images test) {
        int greatest = Stream.of(train, test)
                .flatMapToInt(i -> Arrays.stream(i.labels()))
                .max()
                .orElse(0);
        return IntStream.rangeClosed(0, Math.max(1, greatest))
                .mapToObj(String::valueOf)
                .toList();
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }
}
