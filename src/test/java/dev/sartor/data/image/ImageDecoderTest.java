package dev.sartor.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    /** Lossless, 3x2: red, green, blue / 010203, fafbfc, 804020. Written by libwebp. */
    private static final String WEBP =
            "5249464644000000574542505650384c380000002f024000002f402660b1e9a67f1e971a64933621c7e7e74e2513b018aae8dfcf65fe03"
                + "fe88478c6d5a4121db0870e85e8153ba88fec7f002";

    /** The same with the EXIF orientation 6. */
    private static final String WEBP_ORIENTATION_6 =
            "524946467800000057454250565038580a000000080000000200000100005650384c380000002f024000002f402660b1e9a67f1e971a64"
                + "933621c7e7e74e2513b018aae8dfcf65fe03fe88478c6d5a4121db0870e85e8153ba88fec7f002455849461a0000004d4d002a00000008"
                + "000101120003000000010006000000000000";

    /** Lossless, 2x1: a transparent pixel, and 640000 of opacity 128. */
    private static final String WEBP_ALPHA =
            "5249464622000000574542505650384c160000002f010000100f700af62b68dd437c00031e1588e87f00";

    /** 8x8 pixels of cyan 0, magenta 128, yellow 255, black 0, with Adobe's marker. Written by libjpeg. */
    private static final String CMYK_ORANGE =
            "ffd8ffee000e41646f626500640000000000ffdb0043000201010101010201010102020202020403020202020504040304060506060605"
                + "060606070908060709070606080b08090a0a0a0a0a06080b0c0b0a0c090a0a0affc000140800080008044311004d11005911004b1100ff"
                + "c4001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d0102"
                + "0300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a"
                + "434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7"
                + "a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda000e04"
                + "43004d0059004b00003f00fdfca8ebf9ff00afdfcaffd9";

    @TempDir
    Path folder;

    @Test
    void rgbPngIsReadChannelByChannel() throws IOException {
        DecodedImage image =
                decode("a.png", ImageFiles.rgb(3, 2, (x, y) -> (10 + x) << 16 | (20 + y) << 8 | (30 + x + y)));
        assertEquals(new Shape(3, 2, 3), image.shape());
        assertArrayEquals(
                new byte[] {10, 11, 12, 10, 11, 12, 20, 20, 20, 21, 21, 21, 30, 31, 32, 31, 32, 33}, image.pixels());
    }

    @Test
    void greySamplesAreReadAsTheyAre() throws IOException {
        DecodedImage image = decode("a.png", ImageFiles.grey(4, 1, (x, y) -> 80 * x));
        assertEquals(new Shape(1, 1, 4), image.shape());
        assertArrayEquals(HexFormat.of().parseHex("0050a0f0"), image.pixels());
    }

    @Test
    void sixteenBitSamplesKeepTheirUpperHalf() throws IOException {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x12ff);
        deep.getRaster().setSample(1, 0, 0, 0xfe00);
        assertArrayEquals(HexFormat.of().parseHex("12fe"), decode("a.png", deep).pixels());
    }

    @Test
    void transparencyIsBlendedWithTheBackground() throws IOException {
        Path file = folder.resolve("a.png");
        ImageFiles.write(
                file, ImageFiles.image(BufferedImage.TYPE_INT_ARGB, 3, 1, (x, y) -> x * 0x7f_00_00_00 + 0x01_10_20_30));
        assertArrayEquals(
                HexFormat.of().parseHex("fe8710" + "fe8f20" + "fe9730"),
                decode(file).pixels());
        assertArrayEquals(
                HexFormat.of().parseHex("000810" + "001020" + "001830"),
                ImageDecoder.decode(file, Background.parse("black")).pixels());
        assertEquals(
                0x80, ImageDecoder.decode(file, Background.parse("#80c0ff")).pixels()[0] & 255, "nearly transparent");
    }

    @Test
    void transparencyOfGreyAndOfPalettesIsBlended() throws IOException {
        BufferedImage palette = new BufferedImage(
                2,
                1,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(
                        8, 2, new byte[] {10, 20}, new byte[] {30, 40}, new byte[] {50, 60}, new byte[] {0, (byte) 255
                        }));
        palette.getRaster().setSample(1, 0, 0, 1);
        assertArrayEquals(
                HexFormat.of().parseHex("ff14" + "ff28" + "ff3c"),
                decode("a.png", palette).pixels());
        BufferedImage grey = new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE),
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 1, 2, null),
                false,
                null);
        grey.getRaster().setPixels(0, 0, 2, 1, new int[] {9, 0, 7, 255});
        DecodedImage decoded = decode("b.png", grey);
        assertEquals(1, decoded.shape().channels());
        assertArrayEquals(HexFormat.of().parseHex("ff07"), decoded.pixels());
    }

    @Test
    void anImageIsTheSameInEveryKindOfSample() throws IOException {
        BufferedImage palette = ImageFiles.image(BufferedImage.TYPE_BYTE_INDEXED, 1, 1, (x, y) -> 0xff_ff_00_33);
        BufferedImage bytes = ImageFiles.rgb(1, 1, (x, y) -> 0xff_00_33);
        BufferedImage deep = new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_USHORT),
                Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 3, null),
                false,
                null);
        deep.getRaster().setPixel(0, 0, new int[] {0xff12, 0x00fe, 0x33ff});
        for (BufferedImage image : List.of(palette, bytes, deep)) {
            assertArrayEquals(
                    HexFormat.of().parseHex("ff0033"), decode("a.png", image).pixels());
        }
        assertArrayEquals(
                HexFormat.of().parseHex("ff0033"), decode("a.bmp", bytes).pixels());
    }

    /** A stored image of the rows ABC and DEF, as the EXIF standard shows it for orientations 1 to 8. */
    @ParameterizedTest
    @CsvSource({
        "1,ABC/DEF",
        "2,CBA/FED",
        "3,FED/CBA",
        "4,DEF/ABC",
        "5,AD/BE/CF",
        "6,DA/EB/FC",
        "7,FC/EB/DA",
        "8,CF/BE/AD"
    })
    void everyOrientationIsApplied(int orientation, String shown) throws IOException {
        String rows = shown.replace("/", "");
        int width = shown.indexOf('/');
        Path png = ImageFiles.write(folder.resolve("a.png"), ImageFiles.grey(3, 2, (x, y) -> 'A' + x + 3 * y));
        // after the header chunk
        ImageFiles.insert(png, 33, ImageFiles.pngChunk("eXIf", ImageFiles.exif(orientation)));
        DecodedImage fromPng = decode(png);
        assertEquals(new Shape(1, 6 / width, width), fromPng.shape());
        assertArrayEquals(rows.getBytes(StandardCharsets.US_ASCII), fromPng.pixels());
        // blocks of 8x8 pixels survive JPEG
        Path jpeg = ImageFiles.write(
                folder.resolve("a.jpg"), ImageFiles.grey(24, 16, (x, y) -> 40 * (x / 8 + 3 * (y / 8))));
        // after the start marker
        ImageFiles.insert(jpeg, 2, ImageFiles.jpegSegment(ImageFiles.exif(orientation)));
        DecodedImage fromJpeg = decode(jpeg);
        assertEquals(new Shape(1, 8 * 6 / width, 8 * width), fromJpeg.shape());
        for (int i = 0; i < 6; i++) {
            int centre = (8 * (i / width) + 4) * 8 * width + 8 * (i % width) + 4;
            assertEquals(40 * (rows.charAt(i) - 'A'), fromJpeg.pixels()[centre] & 255, 6, "block " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void unknownOrientationsAndDamagedExifAreIgnored(int orientation) throws IOException {
        Path file = ImageFiles.write(folder.resolve("a.jpg"), ImageFiles.grey(16, 8, (x, y) -> 100));
        byte[] exif = ImageFiles.exif(orientation);
        ImageFiles.insert(file, 2, ImageFiles.jpegSegment(exif));
        assertEquals(new Shape(1, 8, 16), ImageDecoder.decode(file).shape());
        Arrays.fill(exif, 4, exif.length, (byte) 0xff);
        ImageFiles.insert(file, 2, ImageFiles.jpegSegment(exif));
        assertEquals(new Shape(1, 8, 16), ImageDecoder.decode(file).shape());
    }

    @Test
    void webpIsReadWithTransparencyAndOrientation() throws IOException {
        assertArrayEquals(
                HexFormat.of().parseHex("ff000001fa80" + "00ff0002fb40" + "0000ff03fc20"),
                decode("a.webp", WEBP).pixels());
        DecodedImage turned = decode("b.webp", WEBP_ORIENTATION_6);
        assertEquals(new Shape(3, 3, 2), turned.shape());
        assertArrayEquals(HexFormat.of().parseHex("01fffa008000"), Arrays.copyOf(turned.pixels(), 6));
        assertArrayEquals(
                HexFormat.of().parseHex("ffb1ff7fff7f"),
                decode("c.webp", WEBP_ALPHA).pixels());
    }

    @Test
    void cmykIsConvertedToRgb() throws IOException {
        DecodedImage orange = decode("a.jpg", CMYK_ORANGE);
        assertEquals(new Shape(3, 8, 8), orange.shape());
        assertEquals(255, orange.pixels()[0] & 255, 4);
        assertEquals(127, orange.pixels()[64] & 255, 4);
        assertEquals(0, orange.pixels()[128] & 255, 4);
    }

    @Test
    void implausibleSizesInTheHeaderAreRefused() throws IOException {
        Path file = ImageFiles.write(folder.resolve("a.png"), ImageFiles.noise(4, 4, 1));
        byte[] bytes = Files.readAllBytes(file);
        for (int[] size : new int[][] {{20_000, 20_000}, {Integer.MAX_VALUE, Integer.MAX_VALUE}, {1, 2_000_000_000}}) {
            byte[] header = new byte[13];
            // width, height, and five bytes that stay as they were
            ByteBuffer.wrap(header).putInt(size[0]).putInt(size[1]).put(bytes, 24, 5);
            byte[] chunk = ImageFiles.pngChunk("IHDR", header);
            System.arraycopy(chunk, 0, bytes, 8, chunk.length);
            Files.write(file, bytes);
            assertMistake(file, "'a.png' has a header with " + size[0] + "x" + size[1] + " pixels");
        }
    }

    @Test
    void suffixesOfImagesAreKnownInUpperAndLowerCase() {
        for (String name : List.of("a.png", "a.JPG", "a.jpeg", "a.jpe", "a.JFIF", "a.webp", "a.bmp", "a.b.Png")) {
            assertTrue(ImageDecoder.isImageName(name), name);
        }
        for (String name : List.of("a.gif", "png", ".png", "a.png.txt", "a")) {
            assertFalse(ImageDecoder.isImageName(name), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.jpeg"})
    void jpegIsReadInGreyAndInColour(String name) throws IOException {
        DecodedImage grey = decode(name, ImageFiles.grey(16, 16, (x, y) -> 8 * y));
        assertEquals(new Shape(1, 16, 16), grey.shape());
        assertEquals(8 * 10, grey.pixels()[16 * 10] & 255, 4);
        DecodedImage rgb = decode(name, ImageFiles.rgb(16, 16, (x, y) -> 0xc0_40_80));
        assertEquals(new Shape(3, 16, 16), rgb.shape());
        assertEquals(0xc0, rgb.pixels()[0] & 255, 4);
        assertEquals(0x40, rgb.pixels()[256] & 255, 4);
        assertEquals(0x80, rgb.pixels()[512] & 255, 4);
    }

    @ParameterizedTest
    @CsvSource({"a.png,0.3", "a.png,0.9", "a.jpg,0.3", "a.jpg,0.5", "a.jpg,0.9"})
    void truncatedFilesAreNamed(String name, double share) throws IOException {
        Path file = ImageFiles.write(folder.resolve(name), ImageFiles.noise(64, 64, 1));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length)));
        assertMistake(file, "'" + name + "' cannot be decoded");
    }

    @Test
    void damagedDataAreNamed() throws IOException {
        Path file = ImageFiles.write(folder.resolve("a.png"), ImageFiles.noise(64, 64, 1));
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40, (byte) 0);
        Files.write(file, bytes);
        assertMistake(file, "'a.png' cannot be decoded");
    }

    @Test
    void contentOfAnotherFormatIsNamedWhateverTheSuffix() throws IOException {
        Path file = folder.resolve("a.png");
        Files.writeString(file, "<html>not found</html>");
        assertMistake(file, "'a.png' is not a PNG, JPEG, WebP or BMP image");
        Files.write(file, new byte[0]);
        assertMistake(file, "'a.png' is not a PNG, JPEG, WebP or BMP image: it is empty");
        Files.write(file, new byte[] {0, 0, 1, 1, 0});
        assertMistake(file, "'a.png' is not a PNG, JPEG, WebP or BMP image");
        Files.move(ImageFiles.write(folder.resolve("b.gif"), ImageFiles.noise(8, 8, 1)), folder.resolve("b.png"));
        assertMistake(folder.resolve("b.png"), "'b.png' is not a PNG, JPEG, WebP or BMP image");
    }

    private DecodedImage decode(String name, BufferedImage image) throws IOException {
        return decode(ImageFiles.write(folder.resolve(name), image));
    }

    private DecodedImage decode(String name, String hexadecimal) throws IOException {
        return decode(Files.write(folder.resolve(name), HexFormat.of().parseHex(hexadecimal)));
    }

    /** Decodes a file, whose header must tell the same shape. */
    private static DecodedImage decode(Path file) {
        DecodedImage decoded = ImageDecoder.decode(file);
        assertEquals(decoded.shape(), ImageDecoder.shape(file), "the shape by the header");
        return decoded;
    }

    private static void assertMistake(Path file, String what) {
        UserError error = assertThrows(UserError.class, () -> ImageDecoder.decode(file));
        assertTrue(error.getMessage().startsWith(what), error.text());
        assertEquals(file.toString(), error.where());
        assertEquals(3, error.text().lines().count(), error.text());
    }
}
