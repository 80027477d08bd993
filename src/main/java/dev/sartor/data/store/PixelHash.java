package dev.sartor.data.store;

/** The hash FNV-1a of the pixels of one image. Two different images with equal hashes would only be treated as copies. */
public final class PixelHash {
    private PixelHash() {}

    public static long of(byte[] pixels) {
        long hash = 0xCBF29CE484222325L;
        for (byte pixel : pixels) {
            hash = (hash ^ (pixel & 255)) * 0x100000001B3L;
        }
        return hash;
    }
}
