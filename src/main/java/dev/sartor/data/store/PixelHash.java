package dev.sartor.data.store;

/** FNV-1a over the pixels of one image. Different images with equal hashes are treated as copies, which is harmless. */
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
