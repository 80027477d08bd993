package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.data.store.ImageCaches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that are no image files are stored on the disk too when they are large, with the same bytes. */
class StoredSequencesTest {
    /** Files that were changed a moment ago are not trusted to be the stored ones. */
    private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    @TempDir
    Path cacheFolder;

    /** Numbers of images that were read, as the listener was told. */
    private final List<Integer> read = new ArrayList<>();

    private boolean cancelsAfterReading;

    /** Opens a data set, which is stored on the disk if it has at least this size. */
    private Dataset open(String spec, long minBytes) {
        read.clear();
        return Datasets.open(
                spec,
                DatasetOptions.defaults()
                        .withCaches(new ImageCaches(cacheFolder, 0, minBytes))
                        .withListener(new DatasetListener() {
                            @Override
                            public void decoded(int done, int total) {
                                read.add(done);
                                if (cancelsAfterReading) {
                                    throw new CancellationException();
                                }
                            }
                        }));
    }

    private void assertSameFromMemoryAndDisk(String spec, int images) {
        Dataset memory = open(spec, Long.MAX_VALUE);
        assertEquals(List.of(), read);
        Dataset first = open(spec, 0);
        assertEquals(List.of(images), read);
        Dataset second = open(spec, 0);
        assertEquals(List.of(), read, "nothing is read again");
        for (Dataset stored : List.of(first, second)) {
            assertEquals(memory.hash(), stored.hash());
            assertEquals(memory.shape(), stored.shape());
            assertArrayEquals(memory.train().pixels(), stored.train().pixels());
            assertArrayEquals(memory.test().labels(), stored.test().labels());
        }
    }

    @Test
    void idxFilesAreTheSameFromMemoryAndFromTheDisk() throws IOException {
        IdxBytes.writeFolder(folder);
        makeOld();
        assertSameFromMemoryAndDisk(folder.toString(), 80);
    }

    @Test
    void compressedIdxFilesAreTheSameFromMemoryAndFromTheDisk() throws IOException {
        IdxBytes.writeFolder(folder);
        Path train = folder.resolve("train-images-idx3-ubyte");
        Files.write(Path.of(train + ".gz"), IdxBytes.gzipped(Files.readAllBytes(train)));
        Files.delete(train);
        makeOld();
        assertSameFromMemoryAndDisk(folder.toString(), 80);
    }

    @Test
    void cifarFilesAreTheSameFromMemoryAndFromTheDisk() throws IOException {
        for (String name : List.of(
                "data_batch_1.bin",
                "data_batch_2.bin",
                "data_batch_3.bin",
                "data_batch_4.bin",
                "data_batch_5.bin",
                "test_batch.bin")) {
            // A record is a label and the pixels of 3 planes of 32 x 32.
            byte[] records = new byte[10 * 3073];
            new SplittableRandom(name.hashCode()).nextBytes(records);
            for (int i = 0; i < 10; i++) {
                records[i * 3073] = (byte) i;
            }
            Files.write(folder.resolve(name), records);
        }
        makeOld();
        assertSameFromMemoryAndDisk(folder.toString(), 60);
    }

    @Test
    void builtInImagesAreTheSameFromMemoryAndFromTheDisk() {
        assertSameFromMemoryAndDisk("shapes:train=50,validation=20,test=20", 90);
    }

    @Test
    void onlyImagesThatAreNotStoredArePainted() {
        open("shapes:train=50,validation=20,test=20", 0);
        open("shapes:train=60,validation=20,test=20", 0);
        assertEquals(List.of(10), read);
    }

    @Test
    void interruptedReadingResumes() throws IOException {
        // a group has 32 MiB
        int count = 40;
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxBytes.images(count, 1024, 1));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxBytes.labels(count, 2));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxBytes.images(4, 1024, 2));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxBytes.labels(4, 2));
        makeOld();
        cancelsAfterReading = true;
        assertThrows(CancellationException.class, () -> open(folder.toString(), 0));
        assertEquals(List.of(32), read);
        cancelsAfterReading = false;
        open(folder.toString(), 0);
        assertEquals(List.of(12), read);
    }

    @Test
    void changedFilesAreReadAgain() throws IOException {
        IdxBytes.writeFolder(folder);
        makeOld();
        open(folder.toString(), 0);
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxBytes.images(60, 4, 7));
        Files.setLastModifiedTime(
                folder.resolve("train-images-idx3-ubyte"),
                FileTime.from(OLD.toInstant().plusSeconds(1)));
        Dataset changed = open(folder.toString(), 0);
        assertEquals(List.of(60), read);
        assertEquals(open(folder.toString(), Long.MAX_VALUE).hash(), changed.hash());
    }

    private void makeOld() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, OLD);
            }
        }
    }
}
