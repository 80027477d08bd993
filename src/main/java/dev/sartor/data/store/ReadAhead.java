package dev.sartor.data.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Pixels of chosen images, read from the disk by a thread of its own before they are needed. An image that is needed earlier is
 * read by the thread that needs it, and so is every other image: the pixels never depend on which thread was faster.
 */
final class ReadAhead implements PixelSource {
    private final PixelFile file;
    private final int imageBytes;
    private final Map<Integer, FutureTask<byte[]>> reads = new HashMap<>();

    private ReadAhead(PixelFile file, int imageBytes, int[] images) {
        this.file = file;
        this.imageBytes = imageBytes;
        for (int image : images) {
            reads.put(image, new FutureTask<>(() -> read(image)));
        }
    }

    /** Starts to read images of a file, in this order. */
    static ReadAhead start(PixelFile file, int imageBytes, int[] images) {
        ReadAhead ahead = new ReadAhead(file, imageBytes, images);
        Thread.ofVirtual().name("read-ahead").start(() -> {
            for (int image : images) {
                ahead.reads.get(image).run();
            }
        });
        return ahead;
    }

    private byte[] read(int image) {
        byte[] pixels = new byte[imageBytes];
        file.copy(image, pixels, 0);
        return pixels;
    }

    @Override
    public void copy(int image, byte[] out, int at) {
        FutureTask<byte[]> read = reads.get(image);
        if (read == null) {
            file.copy(image, out, at);
            return;
        }
        // reads it on this thread, unless the other thread has begun
        read.run();
        System.arraycopy(result(read), 0, out, at, imageBytes);
    }

    @Override
    public PixelSource readAhead(int[] images) {
        return file.readAhead(images);
    }

    /** Waits for a read; an interrupt is kept for the caller. */
    private static byte[] result(FutureTask<byte[]> read) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return read.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
