package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFolderTest {
    /** Bytes of an image of three channels and 32 x 32 pixels. */
    private static final int PIXELS = 3072;

    @TempDir
    Path folder;

    @Test
    void cifar10IsReadFileAfterFile() throws IOException {
        writeCifar10();
        SourceDataset source = new CifarFolder().read(folder, DatasetOptions.defaults());
        Images train = source.train().images();
        assertEquals(new Shape(3, 32, 32), train.shape());
        assertEquals(50, train.count());
        assertEquals(10, source.test().orElseThrow().count());
        assertArrayEquals(IntStream.range(0, 50).map(i -> i % 10).toArray(), train.labels());
        byte[] third = Files.readAllBytes(folder.resolve("data_batch_3.bin"));
        assertArrayEquals(
                Arrays.copyOfRange(third, 1, 1 + PIXELS), train.slice(20, 21).pixels());
        assertEquals("7", source.classes().get(7));
    }

    @Test
    void classNamesAreReadFromTheirFile() throws IOException {
        writeCifar10();
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        Dataset dataset = Datasets.open(folder.toString(), DatasetOptions.defaults());
        assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), dataset.classes());
        assertEquals("cifar-10", dataset.name());
        assertTrue(dataset.mirrorable());
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
        DatasetErrors.assertOpeningFails(folder, "'batches.meta.txt' names 2 classes, not 10");
    }

    @Test
    void cifar100IsReadByItsFineLabels() throws IOException {
        write("train.bin", records(300, 2, 100, 1));
        write("test.bin", records(100, 2, 100, 2));
        Dataset dataset = Datasets.open(folder.toString(), DatasetOptions.defaults());
        assertEquals("cifar-100", dataset.name());
        assertEquals(100, dataset.classes().size());
        assertArrayEquals(IntStream.range(0, 100).toArray(), dataset.test().labels());
        byte[] file = Files.readAllBytes(folder.resolve("test.bin"));
        assertArrayEquals(
                Arrays.copyOfRange(file, PIXELS + 4, 2 * PIXELS + 4),
                dataset.test().slice(1, 2).pixels());
    }

    @Test
    void truncatedForeignAndMissingFilesAreNamed() throws IOException {
        writeCifar10();
        byte[] whole = records(10, 1, 10, 4);
        write("data_batch_4.bin", Arrays.copyOf(whole, whole.length - 100));
        DatasetErrors.assertOpeningFails(
                folder, "'data_batch_4.bin' is truncated or not a CIFAR file", "30630 bytes", "3073");
        write("data_batch_4.bin", new byte[0]);
        DatasetErrors.assertOpeningFails(folder, "'data_batch_4.bin' is truncated or not a CIFAR file");
        // the label of image 3
        whole[3 * (PIXELS + 1)] = 77;
        write("data_batch_4.bin", whole);
        DatasetErrors.assertOpeningFails(folder, "'data_batch_4.bin' is not a file of CIFAR-10: image 3 has class 77");
        Files.delete(folder.resolve("data_batch_4.bin"));
        DatasetErrors.assertOpeningFails(folder, "'data_batch_4.bin' is missing");
    }

    @Test
    void hugeFilesAreRefusedBeforeMemoryIsAllocated() throws IOException {
        writeCifar10();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("data_batch_2.bin").toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        DatasetErrors.assertOpeningFails(folder, "'data_batch_2.bin' has 3072 MiB", "at most 256");
    }

    private void writeCifar10() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", records(10, 1, 10, i));
        }
        write("test_batch.bin", records(10, 1, 10, 6));
    }

    /** Records of random pixels; their last label byte cycles through the classes. */
    private static byte[] records(int count, int labelBytes, int classes, long seed) {
        byte[] bytes = new byte[count * (labelBytes + PIXELS)];
        new SplittableRandom(seed).nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i * (labelBytes + PIXELS) + labelBytes - 1] = (byte) (i % classes);
        }
        return bytes;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
