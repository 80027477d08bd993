package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Presets;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.NominalRanges;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightBytesTest {
    /** The reference are the arrays of a quantised network. */
    @ParameterizedTest
    @ValueSource(strings = {"mobilenet-v2", "mobilenet-v3-small", "mobiledet-dsp"})
    void inInt8WeightBytesAreThoseOfWeightsBiasesAndScales(String preset) {
        Network network = Lowering.lower(Presets.byName(preset).withWidth(0.25));
        BatchNormFolding folded = BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(1)));
        QuantisedNetwork quantised =
                NetworkQuantiser.quantise(folded, NominalRanges.of(folded.network()), WeightGranularity.PER_CHANNEL);
        long bytes = quantised.weights().values().stream()
                .mapToLong(w -> w.values().length + 4L * w.biases().length + 4L * w.scales().length)
                .sum();
        assertEquals(bytes, network.weightBytes(Precision.INT8));
        assertEquals(bytes, folded.network().weightBytes(Precision.INT8));
        assertEquals(4 * network.params(), network.weightBytes(Precision.FP32));
        assertTrue(bytes < 1.2 * network.params(), bytes + " of " + network.params());
    }
}
