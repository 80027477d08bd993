package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.base.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatasetFingerprintTest {
    private static final Shape SHAPE = new Shape(3, 512, 512);

    /** The training images are read in two groups, the second one smaller. */
    @Test
    void imagesThatAreReadInGroupsHaveTheHashAndTheNormalisationOfAll() {
        Images train = images(30, 1);
        Images validation = images(2, 2);
        Images test = images(1, 3);
        DatasetFingerprint fingerprint = DatasetFingerprint.of(train, validation, test);
        assertEquals(hash(List.of(train, validation, test)), fingerprint.hash());
        Normalisation expected = Normalisation.of(train);
        assertArrayEquals(expected.mean(), fingerprint.normalisation().mean());
        assertArrayEquals(expected.deviation(), fingerprint.normalisation().deviation());
    }

    private static Images images(int count, long seed) {
        byte[] pixels = new byte[(int) (count * SHAPE.size())];
        SplittableRandom random = new SplittableRandom(seed);
        random.nextBytes(pixels);
        return new Images(SHAPE, pixels, random.ints(count, 0, 10).toArray());
    }

    private static String hash(List<Images> parts) {
        MessageDigest digest = Sha256.digest();
        for (Images part : parts) {
            digest.update((part.count() + "x3x512x512\n").getBytes(StandardCharsets.US_ASCII));
            digest.update(part.pixels());
            ByteBuffer labels = ByteBuffer.allocate(4 * part.count());
            labels.asIntBuffer().put(part.labels());
            digest.update(labels);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
