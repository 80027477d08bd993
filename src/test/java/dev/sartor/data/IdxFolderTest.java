package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sartor.arch.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
    /** Two images of 2 rows and 3 columns, byte by byte as the format's page describes them. */
    private static final String IMAGES =
            "00000803" + "00000002" + "00000002" + "00000003" + "0001027f80ff" + "0a0b0c0d0e0f";

    private static final String LABELS = "00000801" + "00000002" + "0103";

    @TempDir
    Path folder;

    @BeforeEach
    void writeFolder() throws IOException {
        IdxBytes.writeFolder(folder);
    }

    @Test
    void pixelsAreReadRowByRow() throws IOException {
        write("t10k-images-idx3-ubyte", HexFormat.of().parseHex(IMAGES));
        write("t10k-labels-idx1-ubyte", HexFormat.of().parseHex(LABELS));
        write(
                "train-images-idx3-ubyte",
                HexFormat.of()
                        .parseHex(IMAGES.replace("0000000200000002", "0000000400000002") + "101112131415"
                                + "202122232425"));
        write("train-labels-idx1-ubyte", HexFormat.of().parseHex("00000801" + "00000004" + "00010001"));
        SourceDataset source = new IdxFolder().read(folder, DatasetOptions.defaults());
        Images test = source.test().orElseThrow().images();
        assertEquals(new Shape(1, 2, 3), test.shape());
        assertArrayEquals(HexFormat.of().parseHex("0001027f80ff0a0b0c0d0e0f"), test.pixels());
        assertArrayEquals(new int[] {1, 3}, test.labels());
        assertEquals(List.of("0", "1", "2", "3"), source.classes());
    }

    @Test
    void gzippedFilesGiveTheSameDataSet() throws IOException {
        Dataset plain = Datasets.open(folder.toString(), DatasetOptions.defaults());
        for (Path file : List.of(folder.resolve("train-images-idx3-ubyte"), folder.resolve("t10k-labels-idx1-ubyte"))) {
            Files.write(Path.of(file + ".gz"), IdxBytes.gzipped(Files.readAllBytes(file)));
            Files.delete(file);
        }
        assertEquals(
                plain.hash(),
                Datasets.open(folder.toString(), DatasetOptions.defaults()).hash());
        assertEquals(
                List.of(54, 6, 20),
                List.of(
                        plain.train().count(),
                        plain.validation().count(),
                        plain.test().count()));
        assertFalse(plain.mirrorable(), "digits must not be mirrored");
    }

    @Test
    void truncatedFileIsNamed() throws IOException {
        byte[] whole = IdxBytes.images(60, 4, 1);
        write("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length - 1));
        DatasetErrors.assertOpeningFails(
                folder, "'train-images-idx3-ubyte' is truncated", "959 of 960", folder.toString());
        write("train-images-idx3-ubyte", Arrays.copyOf(whole, 7));
        DatasetErrors.assertOpeningFails(folder, "'train-images-idx3-ubyte' is truncated");
        write("train-images-idx3-ubyte", new byte[0]);
        DatasetErrors.assertOpeningFails(folder, "'train-images-idx3-ubyte' is truncated");
    }

    @Test
    void truncatedOrDamagedGzipIsNamed() throws IOException {
        byte[] zipped = IdxBytes.gzipped(IdxBytes.images(60, 4, 1));
        write("train-images-idx3-ubyte", Arrays.copyOf(zipped, zipped.length / 2));
        DatasetErrors.assertOpeningFails(folder, "'train-images-idx3-ubyte' is truncated or damaged");
        zipped[zipped.length / 2] ^= 0x55;
        write("train-images-idx3-ubyte", zipped);
        DatasetErrors.assertOpeningFails(folder, "'train-images-idx3-ubyte' is truncated or damaged");
    }

    @Test
    void overlongFileIsNamed() throws IOException {
        byte[] whole = IdxBytes.labels(60, 3);
        write("train-labels-idx1-ubyte", Arrays.copyOf(whole, whole.length + 1));
        DatasetErrors.assertOpeningFails(folder, "'train-labels-idx1-ubyte' contains more than the 60 values");
    }

    @Test
    void foreignFilesAreNamedWithTheirMagic() throws IOException {
        write("train-images-idx3-ubyte", IdxBytes.labels(60, 3));
        DatasetErrors.assertOpeningFails(
                folder, "'train-images-idx3-ubyte' is not an IDX file of images", "00000801, not 00000803");
        write("train-images-idx3-ubyte", "<html>not found</html>".getBytes());
        DatasetErrors.assertOpeningFails(folder, "'train-images-idx3-ubyte' is not an IDX file of images", "3c68746d");
    }

    @Test
    void absurdSizesAreRefusedBeforeMemoryIsAllocated() throws IOException {
        write("train-images-idx3-ubyte", HexFormat.of().parseHex("00000803" + "7fffffff" + "7fffffff" + "00000001"));
        DatasetErrors.assertOpeningFails(
                folder, "'train-images-idx3-ubyte' has a header with an impossible dimension: 2147483647");
        write("train-images-idx3-ubyte", HexFormat.of().parseHex("00000803" + "0000003c" + "ffffffff" + "00000001"));
        DatasetErrors.assertOpeningFails(
                folder, "'train-images-idx3-ubyte' has a header with an impossible dimension: -1");
        write(
                "train-images-idx3-ubyte",
                HexFormat.of().parseHex("00000803" + "7ffffff0" + "00000001" + "00000001" + "00"));
        DatasetErrors.assertOpeningFails(folder, "'train-images-idx3-ubyte' is truncated");
    }

    @Test
    void compressedFilesThatWouldFillTheMemoryAreRefusedByTheirHeader() throws IOException {
        byte[] blank = new byte[16 + 40 * 1024 * 1024];
        ByteBuffer.wrap(blank).putInt(0x803).putInt(40).putInt(1024).putInt(1024);
        Files.delete(folder.resolve("train-images-idx3-ubyte"));
        write("train-images-idx3-ubyte.gz", IdxBytes.gzipped(blank));
        DatasetErrors.assertOpeningFails(folder, "announces 40 MiB in a compressed file of", "implausible");
    }

    @Test
    void filesThatDoNotBelongTogetherAreNamed() throws IOException {
        write("train-labels-idx1-ubyte", IdxBytes.labels(59, 3));
        DatasetErrors.assertOpeningFails(
                folder, "'train-images-idx3-ubyte' contains 60 images, 'train-labels-idx1-ubyte' 59 labels");
        write("train-labels-idx1-ubyte", IdxBytes.labels(60, 3));
        write("t10k-images-idx3-ubyte", IdxBytes.images(20, 5, 2));
        DatasetErrors.assertOpeningFails(folder, "1x4x4", "1x5x5");
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        DatasetErrors.assertOpeningFails(folder, "'t10k-labels-idx1-ubyte'", "is missing");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
