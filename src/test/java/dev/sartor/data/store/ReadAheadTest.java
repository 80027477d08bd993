package dev.sartor.data.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    private static final int IMAGES = 40;
    private static final int BYTES = 5;

    @TempDir
    Path folder;

    private PixelFile file;

    @BeforeEach
    void pixels() throws IOException {
        file = new PixelFile(folder.resolve("pixels"), BYTES);
        for (int i = 0; i < IMAGES; i++) {
            file.write(i, new byte[] {(byte) i, 1, 2, 3, (byte) -i});
        }
    }

    @Test
    void imagesAreTheSameWhetherTheyWereReadAheadOrNot() {
        PixelSource ahead = file.readAhead(new int[] {7, 3, 39, 3});
        assertNotSame(file, ahead);
        IntStream.range(0, IMAGES).parallel().forEach(i -> assertArrayEquals(bytes(file, i), bytes(ahead, i)));
        PixelSource next = ahead.readAhead(new int[] {0, 1});
        assertArrayEquals(bytes(file, 1), bytes(next, 1));
        assertArrayEquals(bytes(file, 7), bytes(next, 7));
    }

    @Test
    void imagesReadAheadAreNotReadAgain() throws IOException {
        PixelSource ahead = file.readAhead(new int[] {5});
        byte[] before = bytes(ahead, 5);
        file.write(5, new byte[] {9, 9, 9, 9, 9});
        assertArrayEquals(before, bytes(ahead, 5));
    }

    @Test
    void anErrorReachesTheThreadThatNeedsTheImage() {
        PixelSource ahead = file.readAhead(new int[] {2, IMAGES});
        assertArrayEquals(bytes(file, 2), bytes(ahead, 2));
        UserError error = assertThrows(UserError.class, () -> bytes(ahead, IMAGES));
        assertTrue(error.getMessage().contains("it ends before image " + IMAGES), error.getMessage());
    }

    @Test
    void anInterruptedThreadCanStillRead() {
        PixelSource ahead = file.readAhead(new int[] {4});
        Thread.currentThread().interrupt();
        byte[] read = bytes(ahead, 4);
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertArrayEquals(bytes(file, 4), read);
    }

    @Test
    void imagesInMemoryAreNotReadAhead() {
        PixelSource memory = new HeapPixels(new byte[10], BYTES);
        assertSame(memory, memory.readAhead(new int[] {1}));
    }

    private static byte[] bytes(PixelSource source, int image) {
        byte[] out = new byte[BYTES + 1];
        source.copy(image, out, 1);
        return out;
    }
}
