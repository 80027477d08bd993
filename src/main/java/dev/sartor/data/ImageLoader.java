package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.data.sequence.ImageSequence;
import dev.sartor.data.sequence.ReadImage;
import dev.sartor.data.store.CachedImage;
import dev.sartor.data.store.FileVersion;
import dev.sartor.data.store.HeapPixels;
import dev.sartor.data.store.ImageCache;
import dev.sartor.data.store.PixelSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads image sequences into {@link HashedImages}: few into memory, many or large ones into a cache on the disk. */
final class ImageLoader {
    private final ImageSequence sequence;
    private final DatasetOptions options;

    private ImageLoader(ImageSequence sequence, DatasetOptions options) {
        this.sequence = sequence;
        this.options = options;
    }

    /**
     * Reads all images and closes the sequence. Without a requested shape, images get one channel if all of them are grey.
     *
     * @param labels of the images, in their order
     */
    static HashedImages load(ImageSequence sequence, int[] labels, DatasetOptions options) {
        try (sequence) {
            return new ImageLoader(sequence, options).load(labels);
        }
    }

    private HashedImages load(int[] labels) {
        sequence.conversion().ifPresent(options.listener()::converting);
        Shape shape = sequence.shape();
        boolean cached = options.caches().storesOnDisk(Math.max(sequence.encodedBytes(), labels.length * shape.size()));
        Loaded loaded = cached ? fromCache(labels.length) : toMemory(labels.length);
        Images images = Images.of(shape, loaded.pixels, loaded.indices, labels);
        boolean grey = options.shape().isEmpty() && loaded.onlyGrey;
        return new HashedImages(grey ? images.withShape(shape.withChannels(1)) : images, loaded.hashes);
    }

    /**
     * All images.
     *
     * @param indices  the position of each image in the pixels; null if image i is at position i
     * @param hashes   hash of each image
     * @param onlyGrey whether all images are stored with one channel
     */
    private record Loaded(PixelSource pixels, int[] indices, long[] hashes, boolean onlyGrey) {}

    private Loaded toMemory(int count) {
        Shape shape = sequence.shape();
        int size = (int) shape.size();
        byte[] pixels = Images.allocatePixels(count, shape);
        long[] hashes = new long[count];
        boolean[] grey = new boolean[count];
        sequence.read(IntStream.range(0, count).toArray(), (i, image) -> {
            System.arraycopy(image.pixels(), 0, pixels, i * size, size);
            hashes[i] = image.hash();
            grey[i] = image.grey();
        });
        sequence.finish();
        boolean onlyGrey = IntStream.range(0, count).allMatch(i -> grey[i]);
        int[] inOrder = null;
        return new Loaded(new HeapPixels(pixels, size), inOrder, hashes, onlyGrey);
    }

    private Loaded fromCache(int count) {
        int imageBytes = (int) sequence.shape().size();
        return options.caches().use(sequence.location(), sequence.settings(), imageBytes, count, cache -> {
            List<FileVersion> versions = sequence.versions();
            CachedImage[] entries = versions.parallelStream()
                    .map(version -> cache.find(version).orElse(null))
                    .toArray(CachedImage[]::new);
            int[] missing = IntStream.range(0, entries.length)
                    .filter(i -> entries[i] == null)
                    .toArray();
            readMissing(cache, versions, missing);
            sequence.finish();
            for (int i : missing) {
                entries[i] = cache.find(versions.get(i)).orElseThrow();
            }
            return new Loaded(
                    cache.pixels(),
                    Arrays.stream(entries).mapToInt(CachedImage::index).toArray(),
                    Arrays.stream(entries).mapToLong(CachedImage::hash).toArray(),
                    Arrays.stream(entries).allMatch(CachedImage::grey));
        });
    }

    private void readMissing(ImageCache cache, List<FileVersion> versions, int[] missing) {
        int imagesPerRead = sequence.imagesPerRead();
        for (int from = 0; from < missing.length; from += imagesPerRead) {
            int[] group = Arrays.copyOfRange(missing, from, Math.min(missing.length, from + imagesPerRead));
            int first = cache.reserve(group.length);
            CachedImage[] read = new CachedImage[group.length];
            sequence.read(group, (i, image) -> {
                cache.write(first + i, image.pixels());
                read[i] = entry(first + i, versions.get(group[i]), image);
            });
            List<CachedImage> entries = new ArrayList<>(Arrays.asList(read));
            // images that could not be read have no entry; finish() reports them
            entries.removeIf(Objects::isNull);
            cache.add(entries);
            options.listener().decoded(from + group.length, missing.length);
        }
    }

    private static CachedImage entry(int index, FileVersion version, ReadImage image) {
        return new CachedImage(index, version, image.hash(), image.grey());
    }
}
