package dev.sartor.delivery;

import dev.sartor.base.ArrayLength;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Inference;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.nio.file.Path;

/**
 * Exports a trained network. The file is written only if ONNX Runtime and the executor (Sartor's own inference engine) compute
 * the same outputs for images of the test set.
 */
final class VerifiedExport {
    /** The largest absolute difference of an output that is accepted. */
    static final double TOLERANCE = 1e-4;
    /** Maximum number of test images to compare. */
    private static final int MAX_IMAGES = 256;

    /** Maximum number of input values of all compared images together. */
    private static final long MAX_INPUT_VALUES = 1 << 28;

    private final Executor executor;
    private final InferenceDevice device;
    private final ActivationOperators operators;

    VerifiedExport(Executor executor, InferenceDevice device) {
        this(executor, device, ActivationOperators.STANDARD);
    }

    /** @param operators operators that the file may use */
    VerifiedExport(Executor executor, InferenceDevice device, ActivationOperators operators) {
        this.executor = executor;
        this.device = device;
        this.operators = operators;
    }

    /**
     * Writes the inference form of a network (batch norm folded) to {@code file}, after the comparison.
     *
     * @param test     images of which the first are compared
     * @param metadata metadata of the file
     * @throws UserError if an output differs by more than {@link #TOLERANCE}; then no file is written
     */
    ModelCard.Export write(
            Network network,
            Weights weights,
            Images test,
            Normalisation normalisation,
            OnnxMetadata metadata,
            Path file) {
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        byte[] onnx = OnnxExport.bytes(folded.network(), folded.weights(), metadata, operators);
        Images images = test.slice(0, comparedImages(test));
        double difference = maxAbsoluteDifference(network, weights, onnx, images, normalisation);
        if (!(difference <= TOLERANCE)) {
            throw new UserError(
                    "ONNX Runtime and the built-in engine differ by " + difference + ", more than " + TOLERANCE
                            + "; nothing was written",
                    file.toString(),
                    "report this problem together with the folder of the run",
                    UserError.ExitCode.FAILED);
        }
        AtomicFile.write(file, out -> out.write(onnx));
        return new ModelCard.Export(
                file.getFileName().toString(), Sha256.of(onnx), onnx.length, difference, images.count());
    }

    /** The number of test images to compare, fewer if they are very large. */
    private static int comparedImages(Images test) {
        long fitting = Math.max(1, MAX_INPUT_VALUES / test.shape().size());
        return (int) Math.min(fitting, Math.min(MAX_IMAGES, test.count()));
    }

    private double maxAbsoluteDifference(
            Network network, Weights weights, byte[] onnx, Images images, Normalisation normalisation) {
        var batches = Batches.inOrder(images, normalisation, images.count());
        float[] nchw = new float[ArrayLength.of(images.count() * images.shape().size())];
        int onlyBatch = 0;
        int[] labels = new int[images.count()];
        int count = batches.fill(onlyBatch, nchw, labels);
        float[] expected = Inference.logits(executor, network, weights, nchw, count);
        try (InferenceSession session = device.open(onnx)) {
            return maxAbsoluteDifference(expected, session.run(nchw, count));
        }
    }

    static double maxAbsoluteDifference(float[] expected, float[] found) {
        if (expected.length != found.length) {
            return Double.POSITIVE_INFINITY;
        }
        double max = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - found[i]);
            // NaN on either side is a difference
            max = difference <= max ? max : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
        return max;
    }
}
