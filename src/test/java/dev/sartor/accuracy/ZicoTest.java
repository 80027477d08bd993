package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZicoTest {

    @Test
    void aLayersShareIsTheLogOfTheSumOfMeansOverDeviations() {
        // weight 0: gradients 1 and 3, mean 2, deviation 1; weight 1: -2 and 2, mean size 2, deviation 2; weight 2 never varies
        double expected = Math.log(2.0 / 1 + 2.0 / 2);
        assertEquals(expected, Zico.ofLayer(List.of(new float[]{1, -2, 5}, new float[]{3, 2, 5})), 1e-12);
    }

    @Test
    void steadyGradientsScoreMore() {
        double steady = Zico.ofLayer(List.of(new float[]{1.0f}, new float[]{1.1f}));
        double wild = Zico.ofLayer(List.of(new float[]{0.1f}, new float[]{2f}));
        assertEquals(true, steady > wild);
    }

    @Test
    void aLayerWhoseGradientsAreAllTheSameCountsNothing() {
        assertEquals(0, Zico.ofLayer(List.of(new float[]{2, 3}, new float[]{2, 3})));
    }
}
