package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Inference;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A network, images and the outputs of the executor, to compare a LiteRT runtime with.
 *
 * @param images   N x H x W x C
 * @param expected N x H x W x C, or N x classes
 */
record FloatCase(Network network, Weights weights, float[] images, float[] expected) {
    private static final int IMAGES = 2;
    private static final double TOLERANCE = 1e-4;
    private static final Shape PRESET_INPUT = new Shape(3, 64, 56);

    /** All block kinds for odd sizes of images and even ones, with random batch norms. */
    static List<FloatCase> samples(Executor executor) {
        return cases(NetworkSamples.all(), executor, ReferenceInterpreter::randomWeights);
    }

    /** All presets at a small resolution, with initial weights: with random ones, deep networks amplify rounding. */
    static List<FloatCase> presets(Executor executor) {
        return cases(
                Presets.all().stream().map(p -> Lowering.lower(p.architecture().withInput(PRESET_INPUT))),
                executor,
                Weights::initial);
    }

    private static List<FloatCase> cases(
            Stream<Network> networks, Executor executor, BiFunction<Network, RandomGenerator, Weights> weights) {
        return networks.map(n -> {
                    var random = new SplittableRandom(n.name().hashCode());
                    return of(n, weights.apply(n, random), executor, random);
                })
                .toList();
    }

    private static FloatCase of(Network network, Weights weights, Executor executor, RandomGenerator random) {
        float[] images = ReferenceInterpreter.images(network.input(), IMAGES, random);
        return new FloatCase(
                network,
                weights,
                channelsLast(images, network.input()),
                channelsLast(Inference.logits(executor, network, weights, images, IMAGES), network.output()));
    }

    static float[] channelsLast(float[] nchw, Shape shape) {
        int pixels = shape.height() * shape.width();
        int image = shape.channels() * pixels;
        float[] nhwc = new float[nchw.length];
        for (int i = 0; i < nchw.length; i++) {
            int channel = i % image / pixels;
            nhwc[i / image * image + i % pixels * shape.channels() + channel] = nchw[i];
        }
        return nhwc;
    }

    ModelRun modelRun() {
        return new ModelRun(LiteRtExport.bytes(network, weights, LiteRtMetadata.none()), bytes(images));
    }

    /** Floats as they lie in memory. */
    static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Requires outputs that differ by at most 1e-4 of the largest one. */
    void assertAgrees(byte[] outputs) {
        ByteBuffer bytes = ByteBuffer.wrap(outputs).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(expected.length * Float.BYTES, outputs.length, network.name());
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(
                    expected[i], bytes.getFloat(i * Float.BYTES), TOLERANCE * largest, network.name() + " at " + i);
        }
    }
}
