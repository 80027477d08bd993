package dev.sartor.delivery.quantisation;

import dev.sartor.base.ArrayLength;
import dev.sartor.base.UserError;
import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.Simulator;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The comparison of an 8-bit model's outputs in a runtime with those of the simulator of 8-bit arithmetic.
 *
 * @param images    number of images
 * @param values    number of output values
 * @param differing how many values are not equal
 * @param stem      the comparison of the float stem, whose values the simulator takes from the runtime; empty if there is none
 */
record QuantisedVerification(int images, long values, long differing, Optional<QuantisedCard.StemComparison> stem) {
    private static final int MAX_BATCH = 32;
    private static final Set<String> X86 = Set.of("amd64", "x86_64");

    /**
     * Runs both on images.
     *
     * @throws UserError if the runtime cannot run 8-bit models
     */
    static QuantisedVerification of(
            Executor executor,
            InferenceDevice device,
            QuantisedNetwork quantised,
            byte[] onnx,
            Images images,
            Normalisation normalisation) {
        int capacity = Math.min(MAX_BATCH, images.count());
        var batches = Batches.inOrder(images, normalisation, capacity);
        float[] nchw = new float[ArrayLength.of(capacity * images.shape().size())];
        int outputs = ArrayLength.of(quantised.network().output().size());
        int[] labels = new int[capacity];
        long differing = 0;
        try (Simulator simulator = new Simulator(executor, quantised.withoutStem(), capacity);
                StemVerification stem = StemVerification.open(executor, device, quantised, capacity);
                InferenceSession session = device.open(onnx)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batches.fill(b, nchw, labels);
                float[] batch = Arrays.copyOf(
                        nchw, ArrayLength.of(count * images.shape().size()));
                float[] expected = simulator.run(stem.output(batch, count), count);
                differing += differing(expected, session.run(batch, count), count * outputs);
            }
            return new QuantisedVerification(
                    images.count(), (long) images.count() * outputs, differing, stem.comparison());
        } catch (DeviceFailure e) {
            throw withoutKernels(device.description().device().text(), e);
        }
    }

    /**
     * Requires that all values are equal on x86. Other processors round sums of two tensors differently; there, the number of
     * different values is only recorded in the card.
     *
     * @param file the file that is to be written, for the message
     * @throws UserError if values differ
     */
    void requireEqual(Path file) {
        if (differing > 0 && X86.contains(System.getProperty("os.arch"))) {
            throw new UserError(
                    "ONNX Runtime and the simulator differ in " + differing + " of " + values
                            + " output values; nothing was written",
                    file.toString(),
                    "report this problem together with the model's folder",
                    UserError.ExitCode.FAILED);
        }
    }

    /** The error of a device whose runtime cannot run an 8-bit model. */
    static UserError withoutKernels(String device, Exception cause) {
        return new UserError(
                "the runtime cannot run the 8-bit model, it seems to lack 8-bit kernels: " + cause.getMessage(),
                "device '" + device + "'",
                "update the runtime, or export the model as fp32",
                UserError.ExitCode.FAILED,
                cause);
    }

    /** The number of different values, all {@code count} if the numbers of values differ. */
    private static long differing(float[] expected, float[] found, int count) {
        if (found.length != count) {
            return count;
        }
        long differing = 0;
        for (int i = 0; i < count; i++) {
            // NaN is a difference
            differing += expected[i] == found[i] ? 0 : 1;
        }
        return differing;
    }
}
