package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {
    private static final String KIND = "weights";

    @TempDir
    private Path folder;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("net.weights");
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("first", new float[] {1, -2, Float.MIN_VALUE});
        tensors.put("empty", new float[0]);
        tensors.put("large", new float[70_000]);
        tensors.get("large")[69_999] = 7;
        new TensorFile(KIND, Map.of("seed", "ä7"), tensors).write(file);
        bytes = Files.readAllBytes(file);
    }

    private void assertRefused(byte[] content, String what) throws IOException {
        Files.write(file, content);
        UserError error = assertThrows(UserError.class, () -> TensorFile.read(file, KIND), what);
        assertEquals(3, error.text().lines().count(), error.text());
        assertEquals(file.toString(), error.where());
    }

    /** The bytes with a correct checksum, as an attacker or another program would write it. */
    private static byte[] withChecksum(byte[] content) {
        var checksum = new CRC32C();
        checksum.update(content, 0, content.length - Long.BYTES);
        ByteBuffer.wrap(content).putLong(content.length - Long.BYTES, checksum.getValue());
        return content;
    }

    @Test
    void aFileIsReadAsItWasWritten() {
        TensorFile read = TensorFile.read(file, KIND);
        assertEquals(Map.of("seed", "ä7"), read.texts());
        assertArrayEquals(new float[] {1, -2, Float.MIN_VALUE}, read.tensors().get("first"));
        assertEquals(0, read.tensors().get("empty").length);
        assertEquals(7, read.tensors().get("large")[69_999]);
    }

    @Test
    void everyTruncationOfTheHeaderIsRefused() throws IOException {
        // the header ends before byte 120
        for (int length = 0; length < 120; length++) {
            assertRefused(Arrays.copyOf(bytes, length), length + " bytes");
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length - 1), "the last byte is missing");
        assertRefused(Arrays.copyOf(bytes, bytes.length + 4), "bytes behind the end");
    }

    @Test
    void everyFlippedBitOfTheHeaderIsRefused() throws IOException {
        // the header takes more than 100 bytes
        for (int bit = 0; bit < 8 * 100; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped, "bit " + bit);
        }
    }

    /** Every number of the file is replaced by one of these, and the checksum is correct. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 29, 300_000_000, 1_000_000})
    void wrongLengthsAreRefusedBeforeMemoryIsAllocated(int number) throws IOException {
        int refused = 0;
        for (int at = 8; at < 110; at++) {
            byte[] changed = bytes.clone();
            ByteBuffer.wrap(changed).putInt(at, number);
            Files.write(file, withChecksum(changed));
            try {
                TensorFile.read(file, KIND);
            } catch (UserError e) {
                assertEquals(3, e.text().lines().count(), e.text());
                refused++;
            }
        }
        assertTrue(refused > 40, refused + " refused");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomBytesBehindTheHeaderAreRefused(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            byte[] foreign = new byte[24 + random.nextInt(200)];
            random.nextBytes(foreign);
            // the letters and the version of the format
            System.arraycopy(bytes, 0, foreign, 0, 12);
            Files.write(file, withChecksum(foreign));
            assertThrows(UserError.class, () -> TensorFile.read(file, KIND), "seed " + seed + ", file " + i);
        }
    }

    @Test
    void aLargeForeignFileIsRefusedAtItsFirstBytes() throws IOException {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(5_000_000_000L);
            sparse.write("PK\3\4".getBytes(StandardCharsets.ISO_8859_1));
        }
        assertTrue(assertThrows(UserError.class, () -> TensorFile.read(file, KIND))
                .getMessage()
                .contains("is not a weights file"));
    }

    @Test
    void theErrorForAFileOfAnotherKindNamesBothKinds() {
        assertTrue(assertThrows(UserError.class, () -> TensorFile.read(file, "checkpoint"))
                .getMessage()
                .contains("is a weights file, not a checkpoint file"));
    }

    @Test
    void aFolderIsRefused() {
        assertThrows(UserError.class, () -> TensorFile.read(folder, KIND));
    }
}
