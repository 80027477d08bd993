package dev.sartor.data.store;

/** The pixels of images of one shape, by index. Implementations can be read by several threads at once. */
public interface PixelSource {
    /** Copies the pixels of an image (unsigned bytes, CHW) to {@code out} from index {@code at} on. */
    void copy(int image, byte[] out, int at);

    /**
     * The same source, which starts to read these images from the disk on another thread, in this order, because they will be needed
     * next. Without a disk to wait for, this source itself.
     */
    default PixelSource readAhead(int[] images) {
        return this;
    }
}
