package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormFoldingTest {

    static List<Preset> presets() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void allBatchNormsAreFoldedAndSegmentsKeepTheirShapes(Preset preset) {
        Network n = Lowering.lower(Multipliers.withResolution(preset.architecture(), 64));
        BatchNormFolding folded = BatchNormFolding.of(n, Weights.initial(n, new SplittableRandom(1)));
        assertTrue(folded.network().layers().stream().noneMatch(l -> l.op() instanceof Op.BatchNorm));
        assertEquals(n.macs(), folded.network().macs());
        assertEquals(
                n.segments().stream().map(Segment::key).toList(),
                folded.network().segments().stream().map(Segment::key).toList());
        for (Segment s : folded.network().segments()) {
            assertEquals(s.output(), folded.network().layer(s.to() - 1).output());
        }
        for (Parameter p : folded.network().parameters()) {
            assertEquals(p.size(), folded.weights().tensor(p).length);
        }
    }

    @Test
    void weightsAndBiasesFollowTheFormula() {
        Network n = Lowering.lower(Presets.byName("mobilenet-v2").architecture());
        Weights w = Weights.initial(n, new SplittableRandom(1));
        Arrays.fill(w.tensor("stem.conv.norm.gamma"), 3);
        Arrays.fill(w.tensor("stem.conv.norm.beta"), 0.5f);
        Arrays.fill(w.tensor("stem.conv.norm.mean"), 2);
        Arrays.fill(w.tensor("stem.conv.norm.variance"), 4);
        BatchNormFolding folded = BatchNormFolding.of(n, w);
        // bias = beta - mean * gamma / deviation, and weights are multiplied by gamma / deviation
        assertEquals(0.5 - 2 * 3 / 2.0, folded.weights().tensor("stem.conv.bias")[7], 1e-4);
        assertEquals(w.tensor("stem.conv.weight")[100] * 1.5, folded.weights().tensor("stem.conv.weight")[100], 1e-5);
    }
}
