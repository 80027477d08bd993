package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Presets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MACs and parameters against published figures. */
class PublishedCostsTest {

    @ParameterizedTest
    @CsvSource({
        "mobilenet-v1,               1.0,  224, 4231976, 568.74",
        "mobilenet-v2,               1.0,  224, 3504872, 300.774",
        "mobilenet-v3-large,         1.0,  224, 5483032, 216.59",
        "mobilenet-v3-small,         1.0,  224, 2542856,  56.51",
        "mnasnet-a1,                 1.0,  224, 3887038,      0",
        "mnasnet-b1,                 1.0,  224, 4383312,      0",
        "fbnet-c,                    1.0,  224, 5572200,      0",
        "efficientnet-b0,            1.0,  224, 5288548,      0",
        "efficientnet-lite0,         1.0,  224, 4652008,      0",
        "efficientnet-edgetpu-s,     1.0,  224, 5438392,      0",
        "mobiledet-cpu,              1.0,  320,       0, 408.01",
    })
    void costsEqualThePublishedOnes(String preset, double width, int resolution, long params, double millionMacs) {
        Network network =
                Lowering.lower(Multipliers.resize(Presets.named(preset).at(width), resolution));
        if (params > 0) {
            assertEquals(params, network.params());
        }
        if (millionMacs > 0) {
            assertEquals(millionMacs, network.macs() / 1e6, 0.005);
        }
    }
}
