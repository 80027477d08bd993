package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.image.ImageFiles;
import dev.sartor.data.store.ImageCaches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image folders that are decoded once into a cache on the disk. */
class ImageCacheTest {
    private static final int IMAGES = 300;
    private static final Shape SHAPE = new Shape(3, 8, 8);
    /** Number of images after which the listener is called and the cache can be resumed. */
    private static final int GROUP = 256;

    /** Files that were changed a moment ago are not trusted to be the cached ones. */
    private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    @TempDir
    Path cacheFolder;

    /** Numbers of decoded images that the listener was told. */
    private final List<Integer> decoded = new ArrayList<>();
    /** Number of calls of the listener after which opening is cancelled. */
    private int stopAfter = Integer.MAX_VALUE;

    @BeforeEach
    void images() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            write((i % 2 == 0 ? "cat/" : "dog/") + i + ".png", i);
        }
    }

    private void write(String name, int seed) throws IOException {
        Path file = ImageFiles.write(folder.resolve(name), ImageFiles.noise(10, 12, seed));
        Files.setLastModifiedTime(file, OLD);
    }

    private Dataset open(ImageCaches caches) {
        decoded.clear();
        return Datasets.open(
                folder.toString(),
                DatasetOptions.defaults().withShape(SHAPE).withCaches(caches).withListener(new DatasetListener() {
                    @Override
                    public void decoded(int done, int total) {
                        decoded.add(done);
                        if (decoded.size() >= stopAfter) {
                            throw new CancellationException();
                        }
                    }
                }));
    }

    private ImageCaches inMemoryOnly() {
        // ImageCaches: folder, bytes of all caches, least bytes of images that are cached
        return new ImageCaches(cacheFolder, 0, Long.MAX_VALUE);
    }

    private ImageCaches forDataOfAnySize() {
        return new ImageCaches(cacheFolder, 0, 0);
    }

    @Test
    void theDataSetIsTheSameFromMemoryAndFromTheCache() {
        Dataset memory = open(inMemoryOnly());
        assertEquals(List.of(), decoded);
        Dataset first = open(forDataOfAnySize());
        assertEquals(List.of(GROUP, IMAGES), decoded);
        Dataset second = open(forDataOfAnySize());
        assertEquals(List.of(), decoded, "nothing is decoded again");
        for (Dataset cached : List.of(first, second)) {
            assertEquals(memory.hash(), cached.hash());
            assertArrayEquals(
                    memory.normalisation().mean(), cached.normalisation().mean());
            assertArrayEquals(
                    memory.normalisation().deviation(), cached.normalisation().deviation());
            assertArrayEquals(memory.train().pixels(), cached.train().pixels());
            assertArrayEquals(memory.train().labels(), cached.train().labels());
            assertArrayEquals(memory.test().pixels(), cached.test().pixels());
        }
    }

    @Test
    void onlyChangedAndNewFilesAreDecodedAgain() throws IOException {
        open(forDataOfAnySize());
        write("cat/0.png", 1000);
        Files.setLastModifiedTime(
                folder.resolve("cat/0.png"), FileTime.from(OLD.toInstant().plusNanos(1000)));
        write("dog/new.png", 1001);
        Files.delete(folder.resolve("cat/2.png"));
        Dataset cached = open(forDataOfAnySize());
        assertEquals(List.of(2), decoded);
        Dataset memory = open(inMemoryOnly());
        assertEquals(memory.hash(), cached.hash());
    }

    @Test
    void filesThatWereExchangedAreDecodedAgain() throws IOException {
        Path cat = folder.resolve("cat/0.png");
        Path dog = folder.resolve("dog/1.png");
        byte[] padded = Arrays.copyOf(Files.readAllBytes(dog), (int) Math.max(Files.size(cat), Files.size(dog)));
        Files.write(cat, Arrays.copyOf(Files.readAllBytes(cat), padded.length));
        Files.write(dog, padded);
        Files.setLastModifiedTime(cat, OLD);
        Files.setLastModifiedTime(dog, OLD);
        assumeTrue(
                Files.readAttributes(cat, BasicFileAttributes.class).fileKey() != null,
                "the file system has no file numbers");
        String before = open(forDataOfAnySize()).hash();
        Path aside = folder.resolve("aside");
        Files.move(cat, aside);
        Files.move(dog, cat);
        Files.move(aside, dog);
        Dataset cached = open(forDataOfAnySize());
        assertEquals(List.of(2), decoded);
        assertNotEquals(before, cached.hash());
        assertEquals(open(inMemoryOnly()).hash(), cached.hash());
    }

    @Test
    void anInterruptedDecodingResumes() {
        stopAfter = 1;
        assertThrows(CancellationException.class, () -> open(forDataOfAnySize()));
        stopAfter = Integer.MAX_VALUE;
        Dataset resumed = open(forDataOfAnySize());
        assertEquals(List.of(IMAGES - GROUP), decoded);
        assertEquals(open(inMemoryOnly()).hash(), resumed.hash());
    }

    @Test
    void filesWrittenAMomentAgoAreDecodedAgain() throws IOException {
        Path file = folder.resolve("cat/0.png");
        Files.write(file, Files.readAllBytes(file));
        open(forDataOfAnySize());
        open(forDataOfAnySize());
        assertEquals(List.of(1), decoded);
    }

    @Test
    void damagedCachesAreRebuilt() throws IOException {
        String hash = open(forDataOfAnySize()).hash();
        try (Stream<Path> files = Files.walk(cacheFolder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("pixels")) {
                    Files.write(file, new byte[10]);
                }
            }
        }
        assertEquals(hash, open(forDataOfAnySize()).hash());
        try (Stream<Path> files = Files.walk(cacheFolder)) {
            Path log = files.filter(f -> f.endsWith("images.log")).findFirst().orElseThrow();
            Files.writeString(log, "nonsense\n");
        }
        assertEquals(hash, open(forDataOfAnySize()).hash());
    }

    @Test
    void theLeastRecentlyUsedCachesAreDeletedAboveTheLimit() throws IOException {
        Path other = Files.createDirectories(cacheFolder.resolve("0123456789abcdef01234567"));
        Files.write(other.resolve("pixels"), new byte[100_000]);
        Files.createFile(other.resolve("used"));
        Files.setLastModifiedTime(other.resolve("used"), OLD);
        Path foreign = Files.createDirectories(cacheFolder.resolve("photographs"));
        Files.write(foreign.resolve("a.png"), new byte[100_000]);
        open(new ImageCaches(cacheFolder, 1_000_000, 0));
        assertTrue(Files.exists(other));
        open(new ImageCaches(cacheFolder, 100_000, 0));
        assertFalse(Files.exists(other));
        assertTrue(Files.exists(foreign.resolve("a.png")), "nothing but caches is deleted");
    }

    @Test
    void anInterruptedThreadCanStillRead() {
        Images train = open(forDataOfAnySize()).train();
        byte[] before = train.pixels();
        Thread.currentThread().interrupt();
        assertArrayEquals(before, train.pixels());
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertArrayEquals(before, train.pixels());
    }

    @Test
    void imagesAreConvertedWhenTheyAreRead() {
        Images train = open(forDataOfAnySize()).train();
        Shape requested = new Shape(1, 5, 6);
        Images small = train.withShape(requested);
        byte[] one = new byte[(int) requested.size()];
        small.copyPixels(7, one, 0);
        assertArrayEquals(train.slice(7, 8).withShape(requested).pixels(), one);
    }

    @Test
    void imagesThatWouldNotFitOnTheDiskAreRefusedBeforeMemoryIsAllocated() {
        UserError error = assertThrows(
                UserError.class,
                () -> Datasets.open(
                        "shapes:train=5000000,size=1024,rgb",
                        DatasetOptions.defaults().withCaches(forDataOfAnySize())));
        assertTrue(error.getMessage().startsWith("the decoded images need 15"), error.text());
        assertEquals(3, error.text().lines().count());
    }

    @Test
    void batchesAreTheSameWhetherTheyAreReadAheadOrNot() {
        Dataset dataset = open(forDataOfAnySize());
        for (Images images : List.of(dataset.train(), dataset.train().withShape(new Shape(3, 5, 6)))) {
            Batches plain = batches(images, dataset);
            Batches ahead = batches(images, dataset);
            ahead.readAhead(0);
            for (int b = 0; b < plain.count(); b++) {
                assertArrayEquals(filled(plain, b, images), filled(ahead, b, images));
                ahead.readAhead(b + 1);
            }
        }
    }

    private static Batches batches(Images images, Dataset dataset) {
        // Augmentation: shift in pixels, border, mirroring, size of the cutout in pixels
        Augmentation shiftAndFlip = new Augmentation(1, Augmentation.Border.REFLECT, true, 0);
        // Batches.shuffled: images, normalisation, augmentation, batch size, seed, epoch
        return Batches.shuffled(images, dataset.normalisation(), shiftAndFlip, 32, 1, 0);
    }

    private static float[] filled(Batches batches, int batch, Images images) {
        float[] nchw = new float[32 * images.imageBytes()];
        batches.fill(batch, nchw, new int[32]);
        return nchw;
    }
}
