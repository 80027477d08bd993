package dev.sartor.data.image;

import dev.sartor.arch.Shape;

/**
 * The pixels of an image file as an image viewer shows them.
 *
 * @param shape  one channel for a grey image, else three (RGB); height and width after rotation by the EXIF orientation
 * @param pixels unsigned bytes, channel by channel, row by row (CHW)
 */
public record DecodedImage(Shape shape, byte[] pixels) {
    public DecodedImage {
        if (pixels.length != shape.size()) {
            throw new IllegalArgumentException("An image of " + shape + " with " + pixels.length + " pixels");
        }
    }
}
