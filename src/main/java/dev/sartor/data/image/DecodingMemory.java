package dev.sartor.data.image;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the memory of images that are decoded at the same time. The size in an image's header is checked before memory is
 * requested, and threads wait while the images of others take more than half of the heap.
 */
final class DecodingMemory {
    /** Maximum number of pixels of an image: more than cameras have, and fewer than a decompression bomb announces. */
    private static final long MAX_PIXELS = 120_000_000;
    /** Up to 8 bytes for each pixel while a file is decoded, and 3 for the decoded image. */
    private static final int BYTES_PER_PIXEL = 11;

    /** Half of the heap, in KiB, because a semaphore counts in int. */
    private static final int KIB_AVAILABLE =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 >> 10);

    private static final boolean FIRST_COME_FIRST_SERVED = true;
    private static final Semaphore KIB = new Semaphore(KIB_AVAILABLE, FIRST_COME_FIRST_SERVED);

    private DecodingMemory() {}

    /**
     * Runs a decoder when there is memory for its image.
     *
     * @throws UserError if the size of the image is implausible, or if the heap is too small for it
     */
    static <T> T reserve(Path file, int width, int height, Supplier<T> decoder) {
        long pixels = (long) width * height;
        String size = width + "x" + height + " pixels";
        if (width < 1 || height < 1 || pixels > MAX_PIXELS) {
            throw ReadErrors.malformed(
                    file,
                    "has a header with " + size + "; at most " + MAX_PIXELS / 1_000_000 + " million are read",
                    "replace the file, save a smaller version of it, or take it out of the folder");
        }
        int kib = (int) (pixels * BYTES_PER_PIXEL >> 10) + 1;
        if (kib > KIB_AVAILABLE) {
            throw ReadErrors.malformed(
                    file,
                    "has " + size + ", which need " + (kib >> 10) + " MiB of memory while they are decoded; "
                            + (KIB_AVAILABLE >> 10) + " MiB are available",
                    "save a smaller version of it, or give Java more memory: SARTOR_JAVA_OPTIONS=-Xmx4g");
        }
        KIB.acquireUninterruptibly(kib);
        try {
            return decoder.get();
        } finally {
            KIB.release(kib);
        }
    }
}
