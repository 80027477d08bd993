package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Decodes one image file to bytes, channel by channel: one channel if the file is grey, else RGB. Transparency is dropped. */
final class ImageDecoder {
    private ImageDecoder() {}

    /**
     * The image in the file, at its own size, as {@link Images} of one image of class 0.
     *
     * @throws UserError if the file is cut or is no PNG or JPEG image
     */
    static Images decode(Path file) {
        AtomicReference<String> warning = new AtomicReference<>();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Optional<ImageReader> known = reader(in);
            if (known.isEmpty()) {
                throw ReadErrors.malformed(
                        file,
                        "is no PNG or JPEG image" + (Files.size(file) == 0 ? ": it is empty" : ""),
                        "replace the file or take it out of the folder");
            }
            ImageReader reader = known.get();
            try {
                reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet(null, text));
                reader.setInput(in, true, true);
                return complete(file, reader.read(0), warning.get());
            } finally {
                reader.dispose();
            }
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's decoders also throw index and argument exceptions for damaged files.
            throw undecodable(file, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** Only these two: the JDK also reads WBMP, which accepts almost any bytes. */
    private static Optional<ImageReader> reader(ImageInputStream in) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (Set.of("png", "jpeg").contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    private static Images complete(Path file, BufferedImage image, String warning) {
        // A truncated JPEG is only a warning to the decoder, which fills the missing part with grey.
        if (warning != null && warning.toLowerCase(Locale.ROOT).matches(".*(premature|truncated|eoi).*")) {
            throw undecodable(file, warning);
        }
        boolean grey = image.getRaster().getNumBands() < 3 && !(image.getColorModel() instanceof IndexColorModel);
        return grey ? grey(image.getRaster()) : rgb(image);
    }

    private static UserError undecodable(Path file, String reason) {
        return ReadErrors.malformed(
                file,
                "cannot be decoded: " + reason,
                "replace the file, save it again as PNG or JPEG, or take it out of the folder");
    }

    /** Reads the raw samples: {@code getRGB} would apply a gamma that grey files do not have. */
    private static Images grey(Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int extraBits = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
        int[] samples = raster.getSamples(raster.getMinX(), raster.getMinY(), width, height, 0, (int[]) null);
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            pixels[i] = (byte) (samples[i] >> extraBits);
        }
        return new Images(new Shape(1, height, width), pixels, new int[1]);
    }

    private static Images rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int plane = width * height;
        int[] packed = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] pixels = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            pixels[i] = (byte) (packed[i] >> 16);
            pixels[plane + i] = (byte) (packed[i] >> 8);
            pixels[2 * plane + i] = (byte) packed[i];
        }
        return new Images(new Shape(3, height, width), pixels, new int[1]);
    }
}
