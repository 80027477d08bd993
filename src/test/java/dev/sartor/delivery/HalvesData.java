package dev.sartor.delivery;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Images of 8x8 pixels whose left or right half is bright, and a small network for them. */
public final class HalvesData {
    private static final Shape SHAPE = new Shape(1, 8, 8);

    private HalvesData() {}

    public static Architecture architecture(String name) {
        return new Architecture(
                name,
                SHAPE,
                // Stem: kernel size, stride, channels, activation
                new Stem(3, 1, 8, Activation.RELU),
                Stream.of("ir_r1_k3_s2_e2_c16_se0.25_nhs", "er_r1_k3_s1_e2_c16_nre")
                        .map(BlockStrings::parse)
                        .toList(),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(0, 0, 2, Activation.RELU, 0));
    }

    /** The data set with these names of classes; a third class has no images. */
    public static Dataset of(String... classes) {
        // dataset: seed, added to all pixels, classes
        return dataset(1, 0, classes);
    }

    /** Other images. */
    static Dataset withSeed(long seed) {
        return dataset(seed, 0, "left", "right");
    }

    /** Other images, with another normalisation. */
    static Dataset brighter() {
        return dataset(1, 30, "left", "right");
    }

    private static Dataset dataset(long seed, int brightness, String... classes) {
        return Dataset.of(
                "halves",
                List.of(classes),
                images(96, seed, brightness),
                images(32, seed + 1, brightness),
                images(32, seed + 2, brightness),
                false);
    }

    private static Images images(int n, long seed, int brightness) {
        var random = new SplittableRandom(seed);
        byte[] pixels = new byte[n * 64];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i & 1;
            for (int p = 0; p < 64; p++) {
                boolean bright = p % 8 / 4 == labels[i];
                pixels[i * 64 + p] = (byte) (random.nextInt(60) + (bright ? 160 : 20) + brightness);
            }
        }
        return new Images(SHAPE, pixels, labels);
    }
}
