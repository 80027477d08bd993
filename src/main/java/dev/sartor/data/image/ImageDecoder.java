package dev.sartor.data.image;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes image files (PNG, JPEG, WebP, BMP) to the pixels that an image viewer shows: rotated by their EXIF orientation,
 * without transparency, palette and colour profile, 8 bits for each channel.
 */
public final class ImageDecoder {
    /** The formats, for messages. */
    public static final String FORMATS = "PNG, JPEG, WebP or BMP";

    private ImageDecoder() {}

    /** Whether a file is named like an image that can be decoded. */
    public static boolean isImageName(String fileName) {
        return ImageFormat.isImageName(fileName);
    }

    /** {@link #decode(Path, Background)} with a white background. */
    public static DecodedImage decode(Path file) {
        return decode(file, Background.WHITE);
    }

    /**
     * The image in a file, at its own size.
     *
     * @param background the colour behind transparent pixels
     * @throws UserError if the file is truncated, has another format, or has an implausible size
     */
    public static DecodedImage decode(Path file, Background background) {
        return open(file, (in, format, orientation) -> decode(file, in, format, background, orientation));
    }

    /**
     * The shape of the image that {@link #decode} would give, by the file's header.
     *
     * @throws UserError if the header is damaged, or the file has another format
     */
    public static Shape shape(Path file) {
        return open(file, (in, format, orientation) -> {
            ImageReader reader = reader(in, format);
            try {
                Shape stored = new Shape(channels(reader), reader.getHeight(0), reader.getWidth(0));
                return orientation.isTransposed()
                        ? new Shape(stored.channels(), stored.width(), stored.height())
                        : stored;
            } finally {
                reader.dispose();
            }
        });
    }

    /** Reads something from the stream of an image file. */
    @FunctionalInterface
    private interface StreamTask<T> {
        T run(ImageInputStream in, ImageFormat format, Orientation orientation) throws IOException;
    }

    private static <T> T open(Path file, StreamTask<T> task) {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            ImageFormat format = ImageFormat.of(in)
                    .orElseThrow(() -> ReadErrors.malformed(
                            file,
                            "is not a " + FORMATS + " image" + (isEmpty(file) ? ": it is empty" : ""),
                            "replace the file or take it out of the folder"));
            return task.run(in, format, ExifReader.orientation(in, format));
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders also throw index and argument exceptions for damaged files.
            throw undecodable(file, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private static int channels(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return 3;
        }
        ImageTypeSpecifier type = types.next();
        return type.getColorModel() instanceof IndexColorModel || type.getNumBands() > 2 ? 3 : 1;
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    private static DecodedImage decode(
            Path file, ImageInputStream in, ImageFormat format, Background background, Orientation orientation)
            throws IOException {
        ImageReader reader = reader(in, format);
        AtomicReference<String> warning = new AtomicReference<>();
        try {
            reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet(null, text));
            return DecodingMemory.reserve(
                    file,
                    reader.getWidth(0),
                    reader.getHeight(0),
                    () -> orientation.apply(
                            PixelExtraction.pixels(requireComplete(file, read(reader), warning.get()), background)));
        } finally {
            reader.dispose();
        }
    }

    /** Sets the stream that a reader reads from: only its first image, without metadata. */
    private static void setInput(ImageReader reader, ImageInputStream in) {
        boolean seekForwardOnly = true;
        boolean ignoreMetadata = true;
        reader.setInput(in, seekForwardOnly, ignoreMetadata);
    }

    /** A reader that has the stream as its input. */
    private static ImageReader reader(ImageInputStream in, ImageFormat format) throws IOException {
        ImageReader reader = format.reader();
        setInput(reader, in);
        if (format == ImageFormat.JPEG && hasFourChannels(reader)) {
            reader.dispose();
            in.seek(0);
            reader = ImageFormat.cmykReader();
            setInput(reader, in);
        }
        return reader;
    }

    /** Whether a JPEG file is in CMYK or YCCK. */
    private static boolean hasFourChannels(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        return !types.hasNext() || types.next().getNumComponents() == 4;
    }

    private static BufferedImage read(ImageReader reader) {
        try {
            return reader.read(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The image, if the decoder did not warn that a part of it is missing. */
    private static BufferedImage requireComplete(Path file, BufferedImage image, String warning) {
        // A truncated JPEG is only a warning to the decoder, which fills the missing part with grey.
        if (warning != null && warning.toLowerCase(Locale.ROOT).matches(".*(premature|truncated|eoi).*")) {
            throw undecodable(file, warning);
        }
        return image;
    }

    private static UserError undecodable(Path file, String reason) {
        return ReadErrors.malformed(
                file,
                "cannot be decoded: " + reason.lines().findFirst().orElse(reason),
                "replace the file, save it again as PNG or JPEG, or take it out of the folder");
    }
}
