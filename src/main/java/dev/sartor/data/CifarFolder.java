package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.sequence.CifarFile;
import dev.sartor.data.sequence.CifarSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reader of CIFAR-10 and CIFAR-100 in the binary form: records of one label byte (two in CIFAR-100: coarse, then fine) and 3072
 * bytes of a 32x32 RGB image, channel by channel (Krizhevsky: Learning multiple layers of features from tiny images, 2009).
 */
final class CifarFolder implements FolderReader {
    private static final Shape SHAPE = new Shape(3, 32, 32);

    /** The two data sets. The class of an image is its last label byte. */
    private enum Kind {
        TEN(
                10,
                1,
                List.of(
                        "data_batch_1.bin",
                        "data_batch_2.bin",
                        "data_batch_3.bin",
                        "data_batch_4.bin",
                        "data_batch_5.bin"),
                "test_batch.bin",
                "batches.meta.txt"),
        HUNDRED(100, 2, List.of("train.bin"), "test.bin", "fine_label_names.txt");

        private final int classes;
        private final int labelBytes;
        private final List<String> train;
        private final String test;
        private final String classNamesFile;

        Kind(int classes, int labelBytes, List<String> train, String test, String classNamesFile) {
            this.classes = classes;
            this.labelBytes = labelBytes;
            this.train = train;
            this.test = test;
            this.classNamesFile = classNamesFile;
        }

        private boolean hasFilesIn(Path folder) {
            return Stream.concat(train.stream(), Stream.of(test)).anyMatch(f -> Files.isRegularFile(folder.resolve(f)));
        }
    }

    @Override
    public boolean recognises(Path folder) {
        return Stream.of(Kind.values()).anyMatch(kind -> kind.hasFilesIn(folder));
    }

    @Override
    public String expectedFiles() {
        return "CIFAR binaries (data_batch_1.bin to data_batch_5.bin and test_batch.bin, or train.bin and test.bin)";
    }

    @Override
    public SourceDataset read(Path folder, DatasetOptions options) {
        Kind kind = Kind.TEN.hasFilesIn(folder) ? Kind.TEN : Kind.HUNDRED;
        List<CifarFile> files = Stream.concat(kind.train.stream(), Stream.of(kind.test))
                .map(name -> CifarFile.open(folder, name, kind.labelBytes, (int) SHAPE.size()))
                .toList();
        int[] labels = files.stream()
                .flatMapToInt(file -> Arrays.stream(file.labels(kind.classes)))
                .toArray();
        HashedImages images = ImageLoader.load(new CifarSequence(folder, files, SHAPE), labels, options);
        int test = images.count() - files.getLast().count();
        boolean mirrorable = true;
        return new SourceDataset(
                "cifar-" + kind.classes,
                classNames(folder, kind),
                images.slice(0, test),
                Optional.empty(),
                Optional.of(images.slice(test, images.count())),
                mirrorable);
    }

    /** The names in the file beside the data, or the class numbers if there is no such file. */
    private static List<String> classNames(Path folder, Kind kind) {
        Path file = folder.resolve(kind.classNamesFile);
        if (!Files.isRegularFile(file)) {
            return IntStream.range(0, kind.classes).mapToObj(String::valueOf).toList();
        }
        try {
            List<String> names = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(n -> !n.isEmpty())
                    .toList();
            if (names.size() != kind.classes) {
                throw ReadErrors.malformed(
                        file,
                        "names " + names.size() + " classes, not " + kind.classes,
                        "copy the file again, or delete it");
            }
            return names;
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }
}
