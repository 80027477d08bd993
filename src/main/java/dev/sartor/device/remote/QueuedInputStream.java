package dev.sartor.device.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An input stream of the bytes that other threads add. Unlike {@code PipedInputStream}, it does not fail when the thread that
 * wrote last has ended: here each line is written by another thread.
 */
final class QueuedInputStream extends InputStream {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private byte[] current = {0};
    private int next = 1;

    /** Adds at least one byte. */
    void add(byte[] bytes) {
        waiting.add(bytes);
    }

    /** Ends the stream after the bytes that were added. */
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
