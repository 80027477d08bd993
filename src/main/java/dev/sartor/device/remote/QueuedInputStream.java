package dev.sartor.device.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What other threads hand in, one after another, as a stream. A pipe of the JDK will not do: it breaks after some seconds
 * without a word when the thread that wrote last has ended, and here each line is written by a thread of its own.
 */
final class QueuedInputStream extends InputStream {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private byte[] current = {0};
    private int next = 1;

    /** Hands in some bytes, at least one. */
    void add(byte[] bytes) {
        waiting.add(bytes);
    }

    /** Nothing follows. */
    void end() {
        waiting.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == current.length && current != END) {
            current = taken();
            next = 0;
        }
        int count = Math.min(length, current.length - next);
        System.arraycopy(current, next, into, from, count);
        next += count;
        return current == END ? -1 : count;
    }

    private byte[] taken() throws IOException {
        try {
            return waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for a reply").initCause(e);
        }
    }
}
