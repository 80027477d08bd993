package dev.sartor.data;

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

/**
 * The hash of a data set and the normalisation of its training images: both need a pass over all pixels. For images in a cache on
 * the disk both are stored there, so that a second opening need not read the pixels.
 *
 * @param hash SHA-256 over shape, pixels and labels of training, validation and test images, in hexadecimal
 */
record DatasetFingerprint(String hash, Normalisation normalisation) {
    static DatasetFingerprint of(Images train, Images validation, Images test) {
        List<Images> parts = List.of(train, validation, test);
        Optional<PixelFile> file = commonFile(parts);
        if (file.isEmpty()) {
            return new DatasetFingerprint(hash(parts), Normalisation.of(train));
        }
        String key = key(parts);
        Optional<DatasetFingerprint> stored = ImageCache.result(file.get(), key).flatMap(DatasetFingerprint::parse);
        return stored.orElseGet(() -> {
            long[][] histograms = Normalisation.histograms(train);
            String hash = hash(parts);
            ImageCache.storeResult(file.get(), key, text(hash, histograms));
            return new DatasetFingerprint(hash, Normalisation.of(histograms));
        });
    }

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

    private static String hash(List<Images> parts) {
        MessageDigest digest = Sha256.digest();
        for (Images part : parts) {
            digest.update((part.count() + "x" + part.shape() + "\n").getBytes(StandardCharsets.US_ASCII));
            byte[] image = new byte[part.imageBytes()];
            for (int i = 0; i < part.count(); i++) {
                part.copyPixels(i, image, 0);
                digest.update(image);
            }
            ByteBuffer labels = ByteBuffer.allocate(4 * part.count());
            labels.asIntBuffer().put(part.labels());
            digest.update(labels);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<String> text(String hash, long[][] histograms) {
        List<String> lines = new ArrayList<>(List.of(hash));
        for (long[] histogram : histograms) {
            lines.add(Arrays.stream(histogram).mapToObj(Long::toString).collect(Collectors.joining(" ")));
        }
        return lines;
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
