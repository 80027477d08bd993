package dev.sartor.accuracy;

import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.OptionalInt;

/**
 * Settings shared by all accuracy sources that train every candidate.
 *
 * @param images    largest number of training images; empty for all
 * @param batch     batch size
 * @param folds     number of folds of a cross-validation over training and validation images; 1 for an evaluation on the validation
 *                  images alone
 * @param precision number format in which a trained candidate is evaluated
 */
public record CandidateSettings(OptionalInt images, int batch, int folds, Precision precision) {
    /** The keys in a specification. */
    static final List<String> KEYS = List.of("images", "batch", "folds", "precision");

    /**
     * With few epochs, small batches without augmentation are best. A network of the space small-28, trained for 3 epochs on
     * 4000 images of Fashion-MNIST, had an accuracy of 0.85 by this recipe. By the standard recipe (batches of 64, augmented)
     * it was 0.77.
     */
    private static final int DEFAULT_BATCH = 32;

    private static final double LEARNING_RATE = 0.1;
    private static final double WARM_UP_EPOCHS = 0.3;
    private static final double WEIGHT_DECAY = 5e-4;
    private static final int NO_CROSS_VALIDATION = 1;

    private static final int MAX_BATCH = 4096;
    private static final int MAX_FOLDS = 100;

    /** All images, batches of the default size, no cross-validation. */
    public static final CandidateSettings DEFAULT = of(OptionalInt.empty());

    public CandidateSettings {
        if (images.isPresent() && images.getAsInt() < 1) {
            throw new IllegalArgumentException("Training needs at least 1 image, not " + images.getAsInt());
        }
        if (batch < 2 || folds < 1) {
            throw new IllegalArgumentException(
                    "Training needs a batch of at least 2 and at least 1 fold, not " + batch + " and " + folds);
        }
    }

    /** An evaluation in 32-bit floats. */
    public CandidateSettings(OptionalInt images, int batch, int folds) {
        this(images, batch, folds, Precision.FP32);
    }

    /** The defaults with a largest number of training images. */
    public static CandidateSettings of(OptionalInt images) {
        return new CandidateSettings(images, DEFAULT_BATCH, NO_CROSS_VALIDATION);
    }

    /** The settings in a specification of a source. */
    static CandidateSettings of(SourceSettings settings) {
        settings.requireAtMost("folds", MAX_FOLDS);
        int batch = batch(settings, DEFAULT_BATCH);
        return new CandidateSettings(
                settings.positive("images"),
                batch,
                settings.positive("folds", NO_CROSS_VALIDATION),
                precision(settings));
    }

    /** The precision in the settings of a source that trains. */
    static Precision precision(SourceSettings settings) {
        return Precision.named(settings.word("precision", Precision.tokens())).orElseThrow();
    }

    /** The end of a specification that evaluates in this precision. */
    static String text(Precision precision) {
        return precision == Precision.FP32 ? "" : ",precision=" + precision.token();
    }

    /** The batch size in the settings of a source that trains. */
    static int batch(SourceSettings settings, int defaultBatch) {
        settings.requireAtMost("batch", MAX_BATCH);
        int batch = settings.positive("batch", defaultBatch);
        if (batch < Recipe.MIN_BATCH_SIZE) {
            throw SourceSettings.error(
                    "a batch of 1 has no variance for batch norm", settings.text(), "write batch=2 or more");
        }
        return batch;
    }

    /** The recipe for training a candidate. */
    public Recipe recipe(int epochs) {
        return new Recipe(
                epochs,
                batch,
                new Schedule(LEARNING_RATE, WARM_UP_EPOCHS),
                Optimiser.sgd(WEIGHT_DECAY),
                Regularisation.NONE,
                AugmentationPolicy.NONE);
    }

    public CandidateSettings withBatch(int size) {
        return new CandidateSettings(images, size, folds, precision);
    }

    /** @param maxImages largest number of training images; empty for all */
    public CandidateSettings withImages(OptionalInt maxImages) {
        return new CandidateSettings(maxImages, batch, folds, precision);
    }

    public CandidateSettings withFolds(int count) {
        return new CandidateSettings(images, batch, count, precision);
    }

    public CandidateSettings withPrecision(Precision other) {
        return new CandidateSettings(images, batch, folds, other);
    }

    /** The settings that differ from the defaults, as the end of a specification: {@code ,images=4000,folds=5}. */
    String text() {
        return (images.isPresent() ? ",images=" + images.getAsInt() : "")
                + (batch == DEFAULT_BATCH ? "" : ",batch=" + batch)
                + (folds == 1 ? "" : ",folds=" + folds)
                + text(precision);
    }
}
