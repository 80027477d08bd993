package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.store.ImageCache;
import dev.sartor.data.store.PixelFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hash of a data set and the normalisation of its training images: both need a pass over all pixels. For images in a cache on
 * the disk both are stored there, so that a second opening need not read the pixels.
 *
 * @param hash SHA-256 over shape, pixels and labels of training, validation and test images, in hexadecimal
 */
record DatasetFingerprint(String hash, Normalisation normalisation) {
    /** Images are read together until they have this many bytes. */
    private static final int GROUP_BYTES = 16 << 20;

    static DatasetFingerprint of(Images train, Images validation, Images test) {
        List<Images> parts = List.of(train, validation, test);
        Optional<PixelFile> file = commonFile(parts);
        if (file.isEmpty()) {
            return read(parts).fingerprint();
        }
        String key = key(parts);
        Optional<DatasetFingerprint> stored = ImageCache.result(file.get(), key).flatMap(DatasetFingerprint::parse);
        return stored.orElseGet(() -> {
            Pass pass = read(parts);
            ImageCache.storeResult(file.get(), key, pass.lines());
            return pass.fingerprint();
        });
    }

    /** The file in a cache that contains the images of all parts; empty if they are in memory. */
    private static Optional<PixelFile> commonFile(List<Images> parts) {
        return parts.stream().allMatch(p -> p.source() == parts.getFirst().source())
                        && parts.getFirst().source() instanceof PixelFile file
                ? Optional.of(file)
                : Optional.empty();
    }

    /** A hash of the positions of all images in their file, and of their labels. */
    private static String key(List<Images> parts) {
        MessageDigest digest = Sha256.digest();
        for (Images part : parts) {
            ByteBuffer bytes = ByteBuffer.allocate(8 * part.count() + 4).putInt(part.count());
            for (int i = 0; i < part.count(); i++) {
                bytes.putInt(part.sourceIndex(i)).putInt(part.labels()[i]);
            }
            digest.update(bytes.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * What is computed in one pass over all pixels, which may be many more than the memory holds.
     *
     * @param histograms of the training images: [channel][grey level]
     */
    private record Pass(String hash, long[][] histograms) {
        DatasetFingerprint fingerprint() {
            return new DatasetFingerprint(hash, Normalisation.of(histograms));
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(hash));
            for (long[] histogram : histograms) {
                lines.add(Arrays.stream(histogram).mapToObj(Long::toString).collect(Collectors.joining(" ")));
            }
            return lines;
        }
    }

    private static Pass read(List<Images> parts) {
        MessageDigest digest = Sha256.digest();
        Images train = parts.getFirst();
        Shape shape = train.shape();
        long[][] histograms = new long[shape.channels()][256];
        for (Images part : parts) {
            digest.update((part.count() + "x" + part.shape() + "\n").getBytes(StandardCharsets.US_ASCII));
            int size = part.imageBytes();
            int group = Math.clamp(GROUP_BYTES / size, 1, Math.max(1, part.count()));
            byte[] pixels = new byte[group * size];
            for (int first = 0; first < part.count(); first += group) {
                int from = first;
                int count = Math.min(group, part.count() - from);
                IntStream.range(0, count).parallel().forEach(i -> part.copyPixels(from + i, pixels, i * size));
                Runnable hash = () -> digest.update(pixels, 0, count * size);
                Runnable histogram =
                        () -> Normalisation.countGreyLevels(pixels, count, shape.height() * shape.width(), histograms);
                (part == train ? Stream.of(hash, histogram) : Stream.of(hash))
                        .parallel()
                        .forEach(Runnable::run);
            }
            ByteBuffer labels = ByteBuffer.allocate(4 * part.count());
            labels.asIntBuffer().put(part.labels());
            digest.update(labels);
        }
        return new Pass(HexFormat.of().formatHex(digest.digest()), histograms);
    }

    private static Optional<DatasetFingerprint> parse(List<String> lines) {
        try {
            long[][] histograms = lines.stream()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .toArray(long[][]::new);
            boolean whole = histograms.length > 0 && Arrays.stream(histograms).allMatch(h -> h.length == 256);
            return whole
                    ? Optional.of(new DatasetFingerprint(lines.getFirst(), Normalisation.of(histograms)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
