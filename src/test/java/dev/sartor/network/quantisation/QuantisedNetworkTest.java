package dev.sartor.network.quantisation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantisedNetworkTest {
    private static final ValueRange RANGE = new ValueRange(-5, 7);

    private static BatchNormFolding folded(Network network) {
        return BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(1)));
    }

    private static QuantisedNetwork quantised(Network network) {
        BatchNormFolding folded = folded(network);
        return NetworkQuantiser.quantise(
                folded, Collections.nCopies(folded.network().layers().size(), RANGE), WeightGranularity.PER_CHANNEL);
    }

    private static Layer layer(QuantisedNetwork network, String name) {
        return network.network().layers().stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Network> samples() {
        return NetworkSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyOperationCanBeQuantised(Network network) {
        QuantisedNetwork quantised = quantised(network);
        for (Layer layer : quantised.network().layers()) {
            boolean hasWeights = layer.op() instanceof Op.Conv || layer.op() instanceof Op.Linear;
            assertEquals(hasWeights, quantised.weights().containsKey(layer.name()), layer.name());
        }
    }

    @Test
    void aReluIsTheClampOfTheConvolutionBefore() {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nr6"));
        Layer conv = layer(q, "block1.expand");
        Layer relu = layer(q, "block1.expand.act");
        assertTrue(q.isFused(relu));
        assertEquals(relu, q.fusedActivation(conv).orElseThrow());
        assertEquals(new TensorQuantisation(6 / 255f, 0), q.tensor(conv.id()));
        assertEquals(q.tensor(conv.id()), q.tensor(relu.id()));
    }

    @Test
    void anHswishIsNotFusedAndReadsNothingBelowMinusThree() {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nhs"));
        assertFalse(q.isFused(layer(q, "block1.expand.act")));
        assertEquals(-3, q.tensor(layer(q, "block1.expand").id()).range().low(), 0.03);
        assertEquals(-5, q.tensor(layer(q, "block1.expand.act").id()).range().low(), 0.03);
    }

    @Test
    void theWeightsBeforeAHardSigmoidContainIt() {
        Network network = NetworkSamples.classifier("ir_r1_k5_s2_e3_c24_se0.25_nhs");
        BatchNormFolding folded = folded(network);
        QuantisedNetwork q = quantised(network);
        Layer excite = layer(q, "block1.se.excite");
        assertTrue(q.isFused(layer(q, "block1.se.gate")));
        assertEquals(TensorQuantisation.HARD_SIGMOID, q.tensor(excite.id()));
        QuantisedWeights weights = q.weights(excite);
        assertEquals(
                // the hard sigmoid (x + 3) / 6 is part of the weights and biases
                folded.weights().tensor("block1.se.excite.weight")[3] / 6,
                weights.values()[3] * weights.scale(0),
                weights.scale(0));
        // a bias of 0 gives 0.5
        assertEquals(
                0.5, weights.biases()[0] * weights.scale(0) * q.input(excite).scale(), 1e-3);
    }

    @Test
    void aQuantisationThatDoesNotClampAsTheFusedActivationIsRefused() {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nr6"));
        List<TensorQuantisation> tensors = new ArrayList<>(q.tensors());
        int conv = layer(q, "block1.expand").id();
        for (var wrong : List.of(new TensorQuantisation(7 / 255f, 0), new TensorQuantisation(6 / 255f, 1))) {
            tensors.set(conv, wrong);
            tensors.set(conv + 1, wrong);
            assertThrows(IllegalArgumentException.class, () -> new QuantisedNetwork(q.network(), tensors, q.weights()));
        }
        tensors.set(conv, new TensorQuantisation(6 / 255f, 0));
        assertThrows(IllegalArgumentException.class, () -> new QuantisedNetwork(q.network(), tensors, q.weights()));
    }

    @Test
    void sumsAreBoundedByTheirInputsAndWeights() {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nre"));
        Layer expand = layer(q, "block1.expand");
        QuantisedWeights w = q.weights(expand);
        long bound = SumBound.of(q, expand).sum();
        int zeroPoint = q.input(expand).zeroPoint();
        long largestSum = 0;
        for (int c = 0; c < w.channels(); c++) {
            long sum = w.biases()[c];
            for (int i = 0; i < w.perChannel(); i++) {
                int v = w.values()[c * w.perChannel() + i];
                sum += (long) v * ((v > 0 ? TensorQuantisation.MAX : 0) - zeroPoint);
            }
            largestSum = Math.max(largestSum, sum);
        }
        assertTrue(largestSum > 0 && bound >= largestSum && bound < 3 * largestSum, largestSum + " of " + bound);
        assertEquals(
                SumBound.of(q).stream().mapToLong(SumBound::sum).max().orElseThrow(),
                SumBound.largest(q).sum());
    }

    @Test
    void theRangeOfARelu6MayEndHalfAStepAboveSix() {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nr6"));
        List<TensorQuantisation> tensors = new ArrayList<>(q.tensors());
        int conv = layer(q, "block1.expand").id();
        // 255 steps end at 6 and half a step if 254.5 of them end at 6
        for (float steps : new float[] {254.6f, 254.4f}) {
            var end = new TensorQuantisation(6 / steps, 0);
            tensors.set(conv, end);
            tensors.set(conv + 1, end);
            Executable construction = () -> new QuantisedNetwork(q.network(), tensors, q.weights());
            if (steps > 254.5f) {
                assertDoesNotThrow(construction);
            } else {
                assertThrows(IllegalArgumentException.class, construction);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"block1.expand", "classifier"})
    void weightsOfAnotherSizeAreRefused(String suffix) {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nr6"));
        String name = q.weights().keySet().stream()
                .filter(n -> n.endsWith(suffix))
                .findFirst()
                .orElseThrow();
        QuantisedWeights right = q.weights().get(name);
        Map<String, QuantisedWeights> weights = new HashMap<>(q.weights());
        weights.put(name, new QuantisedWeights(new byte[right.channels()], right.scales(), right.biases()));
        assertThrows(IllegalArgumentException.class, () -> new QuantisedNetwork(q.network(), q.tensors(), weights));
        weights.remove(name);
        assertThrows(IllegalArgumentException.class, () -> new QuantisedNetwork(q.network(), q.tensors(), weights));
    }

    @Test
    void aNetworkWithBatchNormIsNotQuantised() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nr6");
        List<TensorQuantisation> tensors = Collections.nCopies(network.layers().size(), TensorQuantisation.of(RANGE));
        QuantisedNetwork q = quantised(network);
        assertThrows(IllegalArgumentException.class, () -> new QuantisedNetwork(network, tensors, q.weights()));
    }

    @Test
    void anActivationIsNotFusedWithAConvolutionThatIsAnOutputOfTheNetwork() {
        Network plain = NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nre");
        BatchNormFolding folded = folded(plain);
        List<Layer> layers = folded.network().layers();
        Layer relu = layer(quantised(plain), "block1.expand.act");
        int conv = relu.inputs().getFirst();
        assertTrue(FusedActivations.of(folded.network()).isFused(relu));
        var network = new Network("two outputs", layers, List.of(), List.of(conv, layers.size() - 1));
        assertFalse(FusedActivations.of(network).isFused(relu));
    }

    @Test
    void theOutputOfALinearLayerIsWrittenAsFloatIfItIsAnOutputOfTheNetwork() {
        QuantisedNetwork q = quantised(NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_nr6"));
        for (Layer layer : q.network().layers()) {
            boolean last = layer.id() == q.network().layers().size() - 1;
            assertEquals(last, q.isFloatOutput(layer), layer.name());
        }
    }
}
