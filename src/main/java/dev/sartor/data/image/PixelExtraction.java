package dev.sartor.data.image;

import dev.sartor.arch.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Extracts the pixels of a decoded image as bytes: grey images as one channel, all others as RGB. Samples of 16 bits keep their
 * upper 8 bits, palettes are resolved, colour profiles are converted to sRGB, transparent pixels are blended with a background.
 * It works row by row, so that it needs no second copy of the image.
 */
record PixelExtraction(BufferedImage image, Background background) {
    /** The pixels of an image. */
    static DecodedImage pixels(BufferedImage image, Background background) {
        return new PixelExtraction(image, background).pixels();
    }

    private DecodedImage pixels() {
        ColorModel model = image.getColorModel();
        boolean palette = model instanceof IndexColorModel;
        if (image.getRaster().getNumBands() < 3 && !palette) {
            return grey();
        }
        if (!palette && hasDirectSamples()) {
            return rgbSamples(image.getRaster(), model.hasAlpha());
        }
        boolean hasProfile =
                !palette && !model.hasAlpha() && !model.getColorSpace().isCS_sRGB();
        boolean hasAlpha = false;
        return hasProfile ? rgbSamples(convertToSrgb(), hasAlpha) : packedRgb();
    }

    /** Whether the raster's bands are red, green, blue and perhaps alpha, in sRGB and whole bytes or 16 bits each. */
    private boolean hasDirectSamples() {
        int type = image.getRaster().getTransferType();
        return image.getColorModel().getColorSpace().isCS_sRGB()
                && !image.isAlphaPremultiplied()
                && image.getRaster().getNumBands() == image.getColorModel().getNumComponents()
                && image.getRaster().getSampleModel() instanceof ComponentSampleModel
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    }

    /** Converts the whole image at once: colour management pixel by pixel takes seconds for a photograph. */
    private Raster convertToSrgb() {
        BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_sRGB), null).filter(image, converted);
        return converted.getRaster();
    }

    /** Reads the raw samples, because {@code getRGB} would apply a gamma that grey files do not have. */
    private DecodedImage grey() {
        Raster raster = image.getRaster();
        int height = raster.getHeight();
        int width = raster.getWidth();
        int extraBits = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
        boolean alpha = raster.getNumBands() == 2;
        byte[] pixels = new byte[height * width];
        int[] row = new int[width];
        int[] alphas = new int[width];
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            if (alpha) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 1, alphas);
            }
            for (int x = 0; x < width; x++) {
                int value = row[x] >> extraBits;
                pixels[y * width + x] = (byte)
                        (alpha ? Background.blend(value, alphas[x] >> extraBits, background.luminance()) : value);
            }
        }
        return new DecodedImage(new Shape(1, height, width), pixels);
    }

    /** The first three bands of a raster as RGB; if {@code alpha}, the fourth is the opacity. */
    private DecodedImage rgbSamples(Raster raster, boolean alpha) {
        int height = raster.getHeight();
        int width = raster.getWidth();
        int plane = height * width;
        int bands = raster.getNumBands();
        int extraBits = raster.getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        byte[] pixels = new byte[3 * plane];
        int[] row = new int[bands * width];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int value = row[x * bands + c] >> extraBits;
                    pixels[c * plane + y * width + x] = (byte)
                            (alpha
                                    ? Background.blend(value, row[x * bands + 3] >> extraBits, background.channel(c))
                                    : value);
                }
            }
        }
        return new DecodedImage(new Shape(3, height, width), pixels);
    }

    /** The pixels of palettes and of all other kinds of images, computed by the colour model of the image. */
    private DecodedImage packedRgb() {
        int height = image.getHeight();
        int width = image.getWidth();
        int plane = height * width;
        byte[] pixels = new byte[3 * plane];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int alpha = row[x] >>> 24;
                pixels[at] = (byte) Background.blend(row[x] >> 16 & 255, alpha, background.red());
                pixels[plane + at] = (byte) Background.blend(row[x] >> 8 & 255, alpha, background.green());
                pixels[2 * plane + at] = (byte) Background.blend(row[x] & 255, alpha, background.blue());
            }
        }
        return new DecodedImage(new Shape(3, height, width), pixels);
    }
}
