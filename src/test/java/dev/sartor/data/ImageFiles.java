package dev.sartor.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Images and image files for tests. */
final class ImageFiles {
    private ImageFiles() {}

    /** The packed RGB value or grey level of every pixel. */
    @FunctionalInterface
    interface Pixels {
        int at(int x, int y);
    }

    static BufferedImage rgb(int width, int height, Pixels pixels) {
        return image(BufferedImage.TYPE_INT_RGB, width, height, pixels);
    }

    /** Sets raw samples, because {@code setRGB} would apply a gamma. */
    static BufferedImage grey(int width, int height, Pixels pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, pixels.at(i % width, i / width));
        }
        return image;
    }

    static BufferedImage image(int type, int width, int height, Pixels pixels) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, pixels.at(i % width, i / width));
        }
        return image;
    }

    /** Grey noise, different for every seed. */
    static BufferedImage noise(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return grey(width, height, (x, y) -> random.nextInt(256));
    }

    /** Writes an image in the format of the file's suffix; creates missing folders. */
    static Path write(Path file, BufferedImage image) throws IOException {
        Files.createDirectories(file.getParent());
        String name = file.getFileName().toString();
        if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
            throw new IOException("no writer for " + file);
        }
        return file;
    }
}
