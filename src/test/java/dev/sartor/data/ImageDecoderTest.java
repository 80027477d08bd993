package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    @TempDir
    Path folder;

    @Test
    void rgbPngIsReadChannelByChannel() throws IOException {
        Images image = decode("a.png", ImageFiles.rgb(3, 2, (x, y) -> (10 + x) << 16 | (20 + y) << 8 | (30 + x + y)));
        assertEquals(new Shape(3, 2, 3), image.shape());
        assertArrayEquals(
                new byte[] {10, 11, 12, 10, 11, 12, 20, 20, 20, 21, 21, 21, 30, 31, 32, 31, 32, 33}, image.pixels());
    }

    @Test
    void greySamplesAreReadAsTheyAre() throws IOException {
        Images image = decode("a.png", ImageFiles.grey(4, 1, (x, y) -> 80 * x));
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
    void transparencyAndPalettesAreDropped() throws IOException {
        Images clear = decode("a.png", ImageFiles.image(BufferedImage.TYPE_INT_ARGB, 2, 1, (x, y) -> 0x40_01_02_03));
        assertArrayEquals(new byte[] {1, 1, 2, 2, 3, 3}, clear.pixels());
        Images palette =
                decode("b.png", ImageFiles.image(BufferedImage.TYPE_BYTE_INDEXED, 1, 1, (x, y) -> 0xff_ff_00_33));
        assertArrayEquals(HexFormat.of().parseHex("ff0033"), palette.pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.jpeg"})
    void jpegIsReadInGreyAndInColour(String name) throws IOException {
        Images grey = decode(name, ImageFiles.grey(16, 16, (x, y) -> 8 * y));
        assertEquals(new Shape(1, 16, 16), grey.shape());
        assertEquals(8 * 10, grey.pixels()[16 * 10] & 255, 4);
        Images rgb = decode(name, ImageFiles.rgb(16, 16, (x, y) -> 0xc0_40_80));
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
    void foreignContentIsNamedWhateverTheNameSays() throws IOException {
        Path file = folder.resolve("a.png");
        Files.writeString(file, "<html>not found</html>");
        assertMistake(file, "'a.png' is no PNG or JPEG image");
        Files.write(file, new byte[0]);
        assertMistake(file, "'a.png' is no PNG or JPEG image: it is empty");
        Files.write(file, new byte[] {0, 0, 1, 1, 0});
        assertMistake(file, "'a.png' is no PNG or JPEG image");
        Files.move(ImageFiles.write(folder.resolve("b.gif"), ImageFiles.noise(8, 8, 1)), folder.resolve("b.png"));
        assertMistake(folder.resolve("b.png"), "'b.png' is no PNG or JPEG image");
    }

    private Images decode(String name, BufferedImage image) throws IOException {
        return ImageDecoder.decode(ImageFiles.write(folder.resolve(name), image));
    }

    private static void assertMistake(Path file, String what) {
        UserError error = assertThrows(UserError.class, () -> ImageDecoder.decode(file));
        assertTrue(error.getMessage().startsWith(what), error.text());
        assertEquals(file.toString(), error.where());
        assertEquals(3, error.text().lines().count(), error.text());
    }
}
