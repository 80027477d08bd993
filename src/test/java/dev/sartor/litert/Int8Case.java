package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.Calibration;
import dev.sartor.executor.quantisation.RangeMethod;
import dev.sartor.executor.quantisation.Simulator;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Precision;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.quantisation.FloatStem;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A quantised network, images and the outputs of the simulator, to compare a LiteRT runtime with.
 *
 * @param images   N x H x W x C, signed; 32-bit floats if the stem is in floats
 * @param expected N x H x W x C, or N x classes, signed
 */
record Int8Case(QuantisedNetwork network, byte[] images, byte[] expected) {
    private static final int IMAGES = 8;
    private static final int CALIBRATION_IMAGES = 16;
    /** The largest share of outputs that may differ by more than one step of quantisation. */
    private static final double MAX_SHARE_BEYOND_ONE_STEP = 0.005;
    /** The largest difference of one output, in steps. */
    private static final int MAX_STEPS = 6;

    static List<Int8Case> samples(Executor executor, WeightGranularity granularity) {
        return NetworkSamples.all()
                .map(n -> of(n, executor, granularity, Precision.INT8))
                .toList();
    }

    /** The same blocks after a stem in floats. */
    static List<Int8Case> samplesWithFloatStem(Executor executor) {
        return NetworkSamples.all()
                .filter(FloatStem::isPossible)
                .map(n -> of(n, executor, WeightGranularity.PER_CHANNEL, Precision.FP32))
                .toList();
    }

    static Int8Case of(Network network, Executor executor, WeightGranularity granularity, Precision stem) {
        var random = new SplittableRandom(network.name().hashCode());
        BatchNormFolding folded = BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, random));
        Shape shape = network.input();
        QuantisedNetwork quantised = NetworkQuantiser.quantise(
                folded,
                Calibration.ranges(
                        executor, folded, calibrationImages(shape), normalisation(shape), RangeMethod.MINMAX),
                granularity,
                stem);
        return of(quantised, ReferenceInterpreter.images(shape, IMAGES, random), executor);
    }

    static Int8Case of(QuantisedNetwork quantised, float[] nchw, Executor executor) {
        Network network = quantised.network();
        int count = (int) (nchw.length / quantised.input().size());
        float[] nhwc = FloatCase.channelsLast(nchw, quantised.input());
        try (Simulator simulator = new Simulator(executor, quantised, count)) {
            TensorQuantisation output = quantised.tensor(network.outputLayer().id());
            return new Int8Case(
                    quantised,
                    quantised.stem().isPresent() ? FloatCase.bytes(nhwc) : signed(nhwc, quantised.tensor(0)),
                    signed(FloatCase.channelsLast(simulator.run(nchw, count), network.output()), output));
        }
    }

    private static Images calibrationImages(Shape shape) {
        byte[] pixels = new byte[Math.toIntExact(CALIBRATION_IMAGES * shape.size())];
        new Random(1).nextBytes(pixels);
        return new Images(shape, pixels, new int[CALIBRATION_IMAGES]);
    }

    private static Normalisation normalisation(Shape shape) {
        float[] mean = new float[shape.channels()];
        float[] deviation = new float[shape.channels()];
        Arrays.fill(mean, 0.5f);
        Arrays.fill(deviation, 0.25f);
        return new Normalisation(mean, deviation);
    }

    private static byte[] signed(float[] values, TensorQuantisation quantisation) {
        byte[] signed = new byte[values.length];
        for (int i = 0; i < signed.length; i++) {
            // Sartor uses 0 to 255, LiteRT -128 to 127
            signed[i] = (byte) (quantisation.quantise(values[i]) - 128);
        }
        return signed;
    }

    ModelRun modelRun() {
        return new ModelRun(LiteRtExport.bytes(network, LiteRtMetadata.none()), images);
    }

    /** Counts the output values by their difference in steps of quantisation. */
    void countDifferences(byte[] outputs, long[] counts) {
        assertEquals(expected.length, outputs.length, network.network().name());
        for (int i = 0; i < outputs.length; i++) {
            counts[Math.abs(outputs[i] - expected[i])]++;
        }
    }

    /**
     * Requires that outputs differ by at most one step, except few: a difference of one step within a network can be one of several at an
     * output with a smaller scale.
     */
    static void assertAgree(List<Int8Case> cases, List<byte[]> outputs) {
        long[] counts = new long[256];
        for (int i = 0; i < cases.size(); i++) {
            cases.get(i).countDifferences(outputs.get(i), counts);
        }
        long values = LongStream.of(counts).sum();
        long beyondOne = values - counts[0] - counts[1];
        String text = Arrays.toString(Arrays.copyOf(counts, 16));
        assertTrue(beyondOne <= MAX_SHARE_BEYOND_ONE_STEP * values, text);
        for (int i = MAX_STEPS + 1; i < counts.length; i++) {
            assertEquals(0, counts[i], text);
        }
    }
}
