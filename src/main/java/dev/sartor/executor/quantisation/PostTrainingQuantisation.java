package dev.sartor.executor.quantisation;

import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Executor;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.quantisation.Equalisation;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.SumBound;
import dev.sartor.network.quantisation.ValueRange;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.List;

/** Quantises a trained network to 8-bit integers, without training it again. */
public final class PostTrainingQuantisation {
    private PostTrainingQuantisation() {}

    /**
     * Quantises a trained network. The ranges of its tensors are those on some training images, drawn from all classes in
     * proportion. If weights have one scale per layer, they are equalised between layers before ({@link Equalisation}).
     *
     * @param folded        the trained network, with its batch norms folded
     * @param normalisation normalisation of the images in training
     * @param seed          chooses the images
     * @throws UserError if there are too few images, if sums of the network can exceed 32 bits, or if its values are infinite; the
     *     cause is then an {@link ArithmeticException}
     */
    public static QuantisedNetwork quantise(
            Executor executor,
            BatchNormFolding folded,
            Dataset dataset,
            Normalisation normalisation,
            long seed,
            QuantisationOptions options) {
        Calibrated calibrated = calibrate(executor, folded, dataset, normalisation, seed, options);
        QuantisedNetwork quantised =
                NetworkQuantiser.quantise(calibrated.folded(), calibrated.ranges(), options.weights(), options.stem());
        requireSmallSums(quantised);
        return quantised;
    }

    /**
     * A network before its weights are quantised.
     *
     * @param folded the network, equalised if its weights have one scale for a layer
     * @param ranges of its tensors, by layer id
     */
    public record Calibrated(BatchNormFolding folded, List<ValueRange> ranges) {}

    /** The form of a network that is quantised, and the ranges of its tensors; see {@link #quantise}. */
    public static Calibrated calibrate(
            Executor executor,
            BatchNormFolding folded,
            Dataset dataset,
            Normalisation normalisation,
            long seed,
            QuantisationOptions options) {
        requireCalibrationImages(dataset);
        BatchNormFolding toQuantise =
                options.weights() == WeightGranularity.PER_TENSOR ? Equalisation.of(folded) : folded;
        Images images = dataset.train().stratifiedSample(options.images(), seed);
        return new Calibrated(toQuantise, ranges(executor, toQuantise, images, normalisation, options.ranges()));
    }

    /** @throws UserError if there are too few training images to calibrate on */
    public static void requireCalibrationImages(Dataset dataset) {
        if (dataset.train().count() < QuantisationOptions.MIN_IMAGES) {
            throw new UserError(
                    dataset.train().count() + " images are too few to calibrate an 8-bit network, which needs "
                            + QuantisationOptions.MIN_IMAGES + " or more",
                    "training images of " + dataset.name(),
                    "add images, or use fp32");
        }
    }

    private static List<ValueRange> ranges(
            Executor executor,
            BatchNormFolding toQuantise,
            Images images,
            Normalisation normalisation,
            RangeMethod method) {
        try {
            return Calibration.ranges(executor, toQuantise, images, normalisation, method);
        } catch (ArithmeticException e) {
            throw new UserError(
                    "the network cannot be quantised: its values are infinite on calibration images",
                    toQuantise.network().name(),
                    "train it again with a lower learning rate",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    /** @throws UserError if a layer's sums can exceed 32 bits */
    static void requireSmallSums(QuantisedNetwork quantised) {
        SumBound largest = SumBound.largest(quantised);
        if (largest.sum() >= SumBound.FIRST_BEYOND_INT) {
            throw new UserError(
                    "sums of 8-bit products can reach " + largest.sum() + ", more than 32-bit integers hold",
                    "layer " + largest.layer() + " of " + quantised.network().name(),
                    "choose fewer input channels or a smaller kernel there, or export it as fp32",
                    UserError.ExitCode.FAILED);
        }
    }
}
