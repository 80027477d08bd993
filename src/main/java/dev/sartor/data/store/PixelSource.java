package dev.sartor.data.store;

/** The pixels of images of one shape, by index. Implementations can be read by several threads at once. */
public interface PixelSource {
    /** Copies the pixels of an image (unsigned bytes, CHW) to {@code out} from index {@code at} on. */
    void copy(int image, byte[] out, int at);
}
