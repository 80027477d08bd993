package dev.sartor.device.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Input stream of bytes that other threads add. Unlike {@code PipedInputStream}, it does not fail when the thread that
 * wrote last has ended: here each line is written by another thread.
 */
final class QueuedInputStream extends InputStream {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> blocks = new LinkedBlockingQueue<>();
    /** The block that is being read; at first a block that has been read to its end. */
    private byte[] current = {0};

    private int position = current.length;

    /** Adds at least one byte. */
    void add(byte[] bytes) {
        blocks.add(bytes);
    }

    /** Ends the stream after the bytes that were added. */
    void end() {
        blocks.add(END);
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
        if (position == current.length && current != END) {
            current = nextBlock();
            position = 0;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, from, count);
        position += count;
        return current == END ? -1 : count;
    }

    private byte[] nextBlock() throws IOException {
        try {
            return blocks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for a reply").initCause(e);
        }
    }
}
