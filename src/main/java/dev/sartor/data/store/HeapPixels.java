package dev.sartor.data.store;

/**
 * Pixels in one array, image after image. The array is shared, not copied.
 *
 * @param imageBytes size of one image
 */
public record HeapPixels(byte[] pixels, int imageBytes) implements PixelSource {
    @Override
    public void copy(int image, byte[] out, int at) {
        System.arraycopy(pixels, image * imageBytes, out, at, imageBytes);
    }
}
