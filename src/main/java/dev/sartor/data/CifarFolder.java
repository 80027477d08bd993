package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reader of CIFAR-10 and CIFAR-100 in the binary version: records of one label byte (two in CIFAR-100: coarse, then fine) and 3072
 * bytes of a 32x32 RGB image, channel by channel (Krizhevsky: Learning multiple layers of features from tiny images, 2009).
 */
final class CifarFolder implements FolderReader {
    private static final Shape SHAPE = new Shape(3, 32, 32);
    /** More than CIFAR-100's training images, 147 MiB. */
    private static final long MAX_FILE_BYTES = 256L << 20;

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

        private int recordBytes() {
            return labelBytes + (int) SHAPE.size();
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
        Images train = images(folder, kind, kind.train);
        Images test = images(folder, kind, List.of(kind.test));
        return new SourceDataset(
                "cifar-" + kind.classes,
                classNames(folder, kind),
                HashedImages.of(train),
                Optional.empty(),
                Optional.of(HashedImages.of(test)),
                true);
    }

    private static Images images(Path folder, Kind kind, List<String> names) {
        List<byte[]> files =
                names.stream().map(name -> records(folder.resolve(name), kind)).toList();
        int count = files.stream().mapToInt(f -> f.length / kind.recordBytes()).sum();
        int size = (int) SHAPE.size();
        byte[] pixels = Images.allocatePixels(count, SHAPE);
        int[] labels = new int[count];
        int image = 0;
        for (byte[] file : files) {
            for (int at = kind.labelBytes; at < file.length; at += kind.recordBytes()) {
                System.arraycopy(file, at, pixels, image * size, size);
                labels[image++] = file[at - 1] & 255;
            }
        }
        return new Images(SHAPE, pixels, labels);
    }

    private static byte[] records(Path file, Kind kind) {
        byte[] bytes = bytes(file);
        int size = kind.recordBytes();
        if (bytes.length == 0 || bytes.length % size != 0) {
            throw ReadErrors.malformed(
                    file,
                    "is truncated or not a CIFAR file: " + bytes.length + " bytes are not a multiple of a record's "
                            + size,
                    "copy or download the file again, in the binary version");
        }
        for (int i = 0; i < bytes.length / size; i++) {
            int label = bytes[i * size + kind.labelBytes - 1] & 255;
            if (label >= kind.classes) {
                throw ReadErrors.malformed(
                        file,
                        "is not a file of CIFAR-" + kind.classes + ": image " + i + " has class " + label,
                        "copy or download the file again, in the binary version");
            }
        }
        return bytes;
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "'" + file.getFileName() + "' is missing",
                    file.toString(),
                    "add it: all files of the binary version must be in one folder");
        }
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw ReadErrors.malformed(
                        file,
                        "has " + (Files.size(file) >> 20) + " MiB; files of this kind have at most "
                                + (MAX_FILE_BYTES >> 20),
                        "copy or download the file again, in the binary version");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
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
