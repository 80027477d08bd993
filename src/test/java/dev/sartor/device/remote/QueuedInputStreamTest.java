package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QueuedInputStreamTest {
    private final QueuedInputStream input = new QueuedInputStream();

    private void add(String text) {
        input.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesOfSeveralThreadsAreReadInOrder() throws Exception {
        Thread.ofVirtual().start(() -> add("one\n")).join();
        Thread.ofVirtual().start(() -> add("zwölf\n")).join();
        input.end();
        assertEquals("one\nzwölf\n", new String(input.readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(-1, input.read());
        assertEquals(-1, input.read());
    }

    @Test
    void availableBytesAreReadWithoutWaitingForMore() throws Exception {
        add("abcde");
        byte[] into = new byte[8];
        assertEquals(3, input.read(into, 1, 3));
        assertEquals('d', input.read());
        assertEquals(1, input.read(into, 5, 3));
        assertArrayEquals(new byte[] {0, 'a', 'b', 'c', 0, 'e', 0, 0}, into);
    }
}
