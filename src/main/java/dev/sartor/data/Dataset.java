package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Images to learn from, to choose by, and to judge with at the very end.
 *
 * @param validation    carved from the training images or given; shares no picture with {@code train}
 * @param test          never used before the end
 * @param normalisation of the training images
 * @param mirrors       whether an image mirrored left to right keeps its class
 * @param hash          SHA-256 over shape, pixels and classes of the three parts, in hexadecimal
 */
public record Dataset(
        String name,
        List<String> classes,
        Images train,
        Images validation,
        Images test,
        Normalisation normalisation,
        boolean mirrors,
        String hash) {
    public Dataset {
        classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new IllegalArgumentException("A data set needs two classes or more, not " + classes);
        }
        for (Images part : List.of(train, validation, test)) {
            if (!part.shape().equals(train.shape())) {
                throw new IllegalArgumentException("Parts of different shapes: " + train.shape() + ", " + part.shape());
            }
            int greatest = Arrays.stream(part.labels()).max().orElse(0);
            if (greatest >= classes.size()) {
                throw new IllegalArgumentException("Label " + greatest + " of " + classes.size() + " classes");
            }
        }
    }

    /** A data set of these parts, with its normalisation and its hash. */
    public static Dataset of(
            String name, List<String> classes, Images train, Images validation, Images test, boolean mirrors) {
        return new Dataset(
                name,
                classes,
                train,
                validation,
                test,
                Normalisation.of(train),
                mirrors,
                hash(List.of(train, validation, test)));
    }

    /** The shape of one image. */
    public Shape shape() {
        return train.shape();
    }

    /** Refuses, as the user's mistake, to learn from fewer training images. */
    public void requireTraining(int least) {
        if (train.count() < least) {
            throw new UserError("there are too few training images: " + train.count(), name, "give at least " + least);
        }
    }

    /**
     * The same data set at another height and width (see {@link Images#to}). Normalisation and hash stay those of the data as
     * they were opened, so that architectures of several resolutions see the same values.
     */
    public Dataset atSize(int height, int width) {
        Shape wanted = new Shape(shape().channels(), height, width);
        return wanted.equals(shape())
                ? this
                : new Dataset(
                        name,
                        classes,
                        train.to(wanted),
                        validation.to(wanted),
                        test.to(wanted),
                        normalisation,
                        mirrors,
                        hash);
    }

    private static String hash(List<Images> parts) {
        MessageDigest digest = Sha256.digest();
        for (Images part : parts) {
            ByteBuffer labels = ByteBuffer.allocate(4 * part.count());
            labels.asIntBuffer().put(part.labels());
            digest.update((part.count() + "x" + part.shape() + "\n").getBytes(StandardCharsets.US_ASCII));
            digest.update(part.pixels());
            digest.update(labels);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
