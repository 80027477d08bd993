package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.folder.UnreadableFiles;
import dev.sartor.data.image.DecodedImage;
import dev.sartor.data.image.ImageConversion;
import dev.sartor.data.image.ImageDecoder;
import dev.sartor.data.store.CachedImage;
import dev.sartor.data.store.HeapPixels;
import dev.sartor.data.store.ImageCache;
import dev.sartor.data.store.PixelSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Loads image files into {@link HashedImages} of one shape: few into memory, many or large ones into a cache on the disk. Without a wanted
 * shape, the first file decides the size, in RGB, or in grey if all files are grey, and every other file must have the same.
 */
final class ImageLoader {
    /** Files that are decoded between two entries in the log of a cache. */
    private static final int GROUP = 256;
    /** Decoding stops after so many unreadable files. */
    private static final int MAX_UNREADABLE = 1000;

    private final Path folder;
    private final DatasetOptions options;
    private final UnreadableFiles unreadable;

    /** A decoded file: its hash at its own size, and whether it has one channel. */
    private record Decoded(long hash, boolean grey) {}

    /** Stores the converted pixels of a file. */
    @FunctionalInterface
    private interface Store {
        void write(int file, byte[] pixels);
    }

    ImageLoader(Path folder, DatasetOptions options) {
        this.folder = folder;
        this.options = options;
        this.unreadable = new UnreadableFiles(folder);
    }

    HashedImages load(List<ImageFile> files) {
        Shape shape = options.shape()
                .orElseGet(() -> ImageDecoder.decode(files.getFirst().path(), options.background())
                        .shape()
                        .withChannels(3));
        long fileBytes = files.stream().mapToLong(f -> f.version().bytes()).sum();
        boolean cached = options.caches().applyTo(Math.max(fileBytes, files.size() * shape.size()));
        Loaded loaded = cached ? loadFromCache(files, shape) : loadToMemory(files, shape);
        Images images = Images.of(shape, loaded.pixels, loaded.indices, ImageFolder.labels(files));
        boolean grey = options.shape().isEmpty() && loaded.onlyGrey;
        return new HashedImages(grey ? images.withShape(shape.withChannels(1)) : images, loaded.hashes);
    }

    private record Loaded(PixelSource pixels, int[] indices, long[] hashes, boolean onlyGrey) {}

    private Loaded loadToMemory(List<ImageFile> files, Shape shape) {
        int size = (int) shape.size();
        byte[] pixels = Images.allocatePixels(files.size(), shape);
        Decoded[] decoded =
                decode(files, shape, (file, image) -> System.arraycopy(image, 0, pixels, file * size, size));
        unreadable.throwIfAny();
        boolean onlyGrey = IntStream.range(0, decoded.length).allMatch(i -> decoded[i].grey);
        return new Loaded(
                new HeapPixels(pixels, size),
                null,
                IntStream.range(0, decoded.length)
                        .mapToLong(i -> decoded[i].hash)
                        .toArray(),
                onlyGrey);
    }

    private Loaded loadFromCache(List<ImageFile> files, Shape shape) {
        String settings = shape + (options.shape().isEmpty() ? " as in the files " : " ") + options.background();
        return options.caches().use(folder, settings, (int) shape.size(), files.size(), cache -> {
            decodeMissing(
                    cache,
                    files.stream()
                            .filter(f -> cache.find(f.version()).isEmpty())
                            .toList(),
                    shape);
            unreadable.throwIfAny();
            CachedImage[] entries = files.stream()
                    .map(f -> cache.find(f.version()).orElseThrow())
                    .toArray(CachedImage[]::new);
            return new Loaded(
                    cache.pixels(),
                    IntStream.range(0, entries.length)
                            .map(i -> entries[i].index())
                            .toArray(),
                    IntStream.range(0, entries.length)
                            .mapToLong(i -> entries[i].hash())
                            .toArray(),
                    IntStream.range(0, entries.length).allMatch(i -> entries[i].grey()));
        });
    }

    private void decodeMissing(ImageCache cache, List<ImageFile> missing, Shape shape) {
        for (int from = 0; from < missing.size() && unreadable.count() < MAX_UNREADABLE; from += GROUP) {
            List<ImageFile> group = missing.subList(from, Math.min(missing.size(), from + GROUP));
            int first = cache.reserve(group.size());
            Decoded[] decoded = decode(group, shape, (file, image) -> cache.write(first + file, image));
            List<CachedImage> entries = new ArrayList<>();
            for (int i = 0; i < decoded.length; i++) {
                if (decoded[i] != null) {
                    entries.add(new CachedImage(first + i, group.get(i).version(), decoded[i].hash, decoded[i].grey));
                }
            }
            cache.add(entries);
            options.listener().decoded(from + group.size(), missing.size());
        }
    }

    /** Decodes files on all cores; unreadable ones are collected and null in the result. */
    private Decoded[] decode(List<ImageFile> files, Shape shape, Store store) {
        Decoded[] decoded = new Decoded[files.size()];
        IntStream.range(0, files.size()).parallel().forEach(i -> {
            Path file = files.get(i).path();
            DecodedImage image;
            try {
                image = ImageDecoder.decode(file, options.background());
                requireSize(file, image.shape(), shape);
            } catch (UserError e) {
                unreadable.add(file, e);
                return;
            }
            decoded[i] =
                    new Decoded(HashedImages.hash(image.pixels()), image.shape().channels() == 1);
            store.write(i, converted(image, shape));
        });
        return decoded;
    }

    private static byte[] converted(DecodedImage image, Shape shape) {
        if (image.shape().equals(shape)) {
            return image.pixels();
        }
        byte[] pixels = new byte[(int) shape.size()];
        ImageConversion.of(image.shape(), shape).apply(image.pixels(), pixels, 0);
        return pixels;
    }

    private void requireSize(Path file, Shape found, Shape shape) {
        boolean same = found.height() == shape.height() && found.width() == shape.width();
        if (options.shape().isEmpty() && !same) {
            throw new UserError(
                    "the images differ in size: '" + file.getFileName() + "' is " + found.width() + "x" + found.height()
                            + ", others are " + shape.width() + "x" + shape.height(),
                    file.toString(),
                    "choose the resolution that all are to be brought to");
        }
    }
}
