package dev.sartor.data.store;

import dev.sartor.base.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Pixels in a file of images of equal size. Images are read with positional reads through the operating system's page cache. A
 * memory mapping would be as fast, but all its pages count as memory of this process, and a file that is truncated meanwhile
 * would end the process.
 */
public final class PixelFile implements PixelSource {
    private final Path file;
    private final int imageBytes;
    private volatile FileChannel channel;

    /** @param imageBytes size of one image; the first one starts where the file does */
    public PixelFile(Path file, int imageBytes) throws IOException {
        this.file = file;
        this.imageBytes = imageBytes;
        this.channel = open();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** The folder that the file belongs to. */
    public Path folder() {
        return file.getParent();
    }

    @Override
    public void copy(int image, byte[] out, int at) {
        try {
            transfer(channel -> {
                ByteBuffer buffer = ByteBuffer.wrap(out, at, imageBytes);
                long start = (long) image * imageBytes;
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, start + buffer.position() - at) < 0) {
                        throw new EOFException("it ends before image " + image);
                    }
                }
            });
        } catch (IOException e) {
            throw new UserError(
                    "the cache of decoded images cannot be read: " + e.getMessage(),
                    file.toString(),
                    "delete its folder and start again: the images are then decoded anew",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    @Override
    public PixelSource readAhead(int[] images) {
        return ReadAhead.start(this, imageBytes, images);
    }

    /** Writes the pixels of an image. */
    void write(int image, byte[] pixels) throws IOException {
        transfer(channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(pixels, 0, imageBytes);
            long start = (long) image * imageBytes;
            while (buffer.hasRemaining()) {
                channel.write(buffer, start + buffer.position());
            }
        });
    }

    /** Forces everything that was written to the disk. */
    void force() throws IOException {
        boolean withMetadata = false;
        transfer(channel -> channel.force(withMetadata));
    }

    /** A read from, or write to, the file. */
    @FunctionalInterface
    private interface Transfer {
        void run(FileChannel channel) throws IOException;
    }

    /** Runs a read or write. An interrupt of any reading thread closes the channel; it is then opened again and the transfer repeated. */
    private void transfer(Transfer transfer) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel used = channel;
                try {
                    transfer.run(used);
                    return;
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(used);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel closed) throws IOException {
        if (channel == closed) {
            channel = open();
        }
    }
}
