package dev.sartor.network.quantisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EqualisationTest {

    private static BatchNormFolding folded(String block) {
        Network network = NetworkSamples.classifier(block);
        var random = new SplittableRandom(4);
        Weights weights = Weights.initial(network, random);
        // batch norm with channels of very different size
        weights.tensors().forEach((name, values) -> {
            if (name.endsWith("gamma")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) Math.pow(10, random.nextDouble(-1, 1));
                }
            } else if (name.endsWith("beta")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextFloat() - 0.5f;
                }
            }
        });
        return BatchNormFolding.of(network, weights);
    }

    private static double[] output(BatchNormFolding folded) {
        float[] image = new float[Math.toIntExact(folded.network().input().size())];
        var random = new SplittableRandom(5);
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat() * 2 - 1;
        }
        return new ReferenceInterpreter(folded.network(), folded.weights()).output(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ir_r1_k3_s2_e3_c24_nre",
                "bt_r1_k3_s2_e0.5_c32_g2_nre",
                "er_r1_k3_s1_e4_c16_nre",
                "uir_r1_a3_k5_s1_e4_c16_nre"
            })
    void theFunctionOfTheNetworkDoesNotChange(String block) {
        BatchNormFolding folded = folded(block);
        double[] expected = output(folded);
        double[] equalised = output(Equalisation.of(folded));
        for (int i = 0; i < expected.length; i++) {
            // so that large outputs are compared by their relative difference and small ones by the absolute one
            expected[i] /= 1 + Math.abs(expected[i]);
            equalised[i] /= 1 + Math.abs(equalised[i]);
        }
        assertArrayEquals(expected, equalised, 1e-4);
    }

    @Test
    void aChannelGetsTheSameRangeBeforeAndAfterAConvolution() {
        BatchNormFolding folded = folded("ir_r1_k3_s2_e3_c24_nre");
        Weights equalised = Equalisation.of(folded).weights();
        double before = largestRatio(folded.weights());
        assertTrue(before > 10, () -> "ratio before " + before);
        assertEquals(1, largestRatio(equalised), 0.01);
    }

    @Test
    void aConvolutionThatIsAnOutputOfTheNetworkIsNotEqualised() {
        BatchNormFolding folded = folded("ir_r1_k3_s2_e3_c24_nre");
        Network plain = folded.network();
        int expand = plain.layers().stream()
                .filter(l -> l.name().equals("block1.expand"))
                .findFirst()
                .orElseThrow()
                .id();
        var network = new Network(
                "two outputs",
                plain.layers(),
                List.of(),
                List.of(expand, plain.layers().size() - 1));
        Weights equalised =
                Equalisation.of(new BatchNormFolding(network, folded.weights())).weights();
        assertArrayEquals(folded.weights().tensor("block1.expand.weight"), equalised.tensor("block1.expand.weight"));
    }

    /** The largest ratio of a channel's range in the depthwise convolution to that in the expansion before, or its reciprocal. */
    private static double largestRatio(Weights weights) {
        // 16 input channels, and kernels of 3 x 3
        double[] expand = ranges(weights.tensor("block1.expand.weight"), 16);
        double[] depthwise = ranges(weights.tensor("block1.depthwise.weight"), 9);
        double largest = 1;
        for (int c = 0; c < expand.length; c++) {
            largest = Math.max(largest, Math.max(expand[c] / depthwise[c], depthwise[c] / expand[c]));
        }
        return largest;
    }

    private static double[] ranges(float[] weights, int perChannel) {
        double[] ranges = new double[weights.length / perChannel];
        for (int i = 0; i < weights.length; i++) {
            ranges[i / perChannel] = Math.max(ranges[i / perChannel], Math.abs(weights[i]));
        }
        return ranges;
    }
}
