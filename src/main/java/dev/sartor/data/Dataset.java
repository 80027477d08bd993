package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.arch.Task;
import dev.sartor.base.UserError;
import java.util.Arrays;
import java.util.List;

/**
 * A data set for image classification: training, validation and test images of one shape.
 *
 * <p>Normalisation and hash are those of the whole data set as it was opened. What is derived from it ({@link #trainingOnly},
 * {@link #withoutTest}, {@link #atSize}) keeps both, so that networks of every subset and resolution see the same values and
 * can be traced to their data.
 *
 * @param task          the task whose annotations the images have: labels for a classification
 * @param validation    held out of the training images or given; shares no image with {@code train}
 * @param test          the test images, only used for the final accuracy
 * @param normalisation of the training images, as opened
 * @param mirrorable    whether an image flipped horizontally keeps its class
 * @param hash          SHA-256 over shape, pixels and labels of the three parts, as opened, in hexadecimal
 */
public record Dataset(
        String name,
        Task task,
        Images train,
        Images validation,
        Images test,
        Normalisation normalisation,
        boolean mirrorable,
        String hash) {
    public Dataset {
        for (Images part : List.of(train, validation, test)) {
            if (!part.shape().equals(train.shape())) {
                throw new IllegalArgumentException("Parts of different shapes: " + train.shape() + ", " + part.shape());
            }
            switch (task) {
                case Task.Classification c -> requireLabels(part, c.classes().size());
            }
        }
    }

    private static void requireLabels(Images images, int classes) {
        int largest = Arrays.stream(images.labels()).max().orElse(0);
        if (largest >= classes) {
            throw new IllegalArgumentException("Label " + largest + " of " + classes + " classes");
        }
    }

    /** Names of the classes, in the order of their labels. */
    public List<String> classes() {
        return task.classes();
    }

    /** A data set for classification with these parts; computes its normalisation and its hash. */
    public static Dataset of(
            String name, List<String> classes, Images train, Images validation, Images test, boolean mirrorable) {
        DatasetFingerprint fingerprint = DatasetFingerprint.of(train, validation, test);
        return new Dataset(
                name,
                new Task.Classification(classes),
                train,
                validation,
                test,
                fingerprint.normalisation(),
                mirrorable,
                fingerprint.hash());
    }

    /** The shape of one image. */
    public Shape shape() {
        return train.shape();
    }

    /** Throws a {@link UserError} if there are fewer training images than {@code minimum}. */
    public void requireTrainingImages(int minimum) {
        if (train.count() < minimum) {
            throw new UserError(
                    "there are too few training images: " + train.count(), name, "give at least " + minimum);
        }
    }

    /** The same data set at another height and width (see {@link Images#withShape}). */
    public Dataset atSize(int height, int width) {
        Shape requested = new Shape(shape().channels(), height, width);
        return requested.equals(shape())
                ? this
                : with(train.withShape(requested), validation.withShape(requested), test.withShape(requested));
    }

    /** Only these training images, without validation and test images, so that training cannot see them. */
    public Dataset trainingOnly(Images images) {
        Images none = images.slice(0, 0);
        return with(images, none, none);
    }

    /** These training images and the same validation images, without test images: all that a search may see. */
    public Dataset withoutTest(Images images) {
        return with(images, validation, validation.slice(0, 0));
    }

    /** The same data set with other parts. */
    Dataset with(Images train, Images validation, Images test) {
        return new Dataset(name, task, train, validation, test, normalisation, mirrorable, hash);
    }
}
