package dev.sartor.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The image formats that can be read. A file's content decides its format, not its name. */
enum ImageFormat {
    PNG("com.sun.imageio", "png"),
    JPEG("com.sun.imageio", "jpg", "jpeg", "jpe", "jfif"),
    WEBP("com.twelvemonkeys", "webp"),
    BMP("com.twelvemonkeys", "bmp", "dib");

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_SIGNATURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private static final Set<String> SUFFIXES =
            Arrays.stream(values()).flatMap(format -> format.suffixes.stream()).collect(Collectors.toSet());

    private final String readerPackage;
    private final List<String> suffixes;

    ImageFormat(String readerPackage, String... suffixes) {
        this.readerPackage = readerPackage;
        this.suffixes = List.of(suffixes);
    }

    /** Whether a file name has the suffix of a format, in upper or lower case. */
    static boolean isImageName(String fileName) {
        String suffix = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return fileName.indexOf('.') > 0 && SUFFIXES.contains(suffix);
    }

    /** The format of a stream at its start; the stream is reset to its start. */
    static Optional<ImageFormat> of(ImageInputStream in) throws IOException {
        byte[] head = new byte[16];
        int length = Math.max(0, in.read(head));
        in.seek(0);
        if (startsWith(head, length, PNG_SIGNATURE)) {
            return Optional.of(PNG);
        }
        if (startsWith(head, length, JPEG_SIGNATURE)) {
            return Optional.of(JPEG);
        }
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        // "BM" may also begin a short text; an image has more bytes
        return text.startsWith("BM") && length == head.length ? Optional.of(BMP) : Optional.empty();
    }

    private static boolean startsWith(byte[] head, int length, byte[] signature) {
        return length >= signature.length && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
    }

    /** A new reader of this format. */
    ImageReader reader() {
        return reader(readerPackage);
    }

    /**
     * A reader of JPEG files in CMYK or YCCK, whose colours the JDK's own reader gets wrong: it ignores the ICC profile, and
     * they are too dark.
     */
    static ImageReader cmykReader() {
        return JPEG.reader("com.twelvemonkeys");
    }

    private ImageReader reader(String implementation) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(implementation)) {
                return reader;
            }
        }
        throw new IllegalStateException("No reader of " + name() + " files in " + implementation);
    }
}
