package dev.sartor.data.sequence;

/**
 * An image that was read.
 *
 * @param pixels the pixels in the shape of the sequence (CHW)
 * @param hash   of the image at its own size
 * @param grey   whether the image has one channel where it is stored
 */
public record ReadImage(byte[] pixels, long hash, boolean grey) {}
