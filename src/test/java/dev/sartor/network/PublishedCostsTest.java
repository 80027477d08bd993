package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Presets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MACs and parameters against published figures. Those of MobileNetV4 and EfficientNetV2 are timm 1.0.29's, counted over the
 * convolutions and linear layers of its {@code mobilenetv4_conv_*}, {@code tf_efficientnetv2_b0} and
 * {@code tf_efficientnetv2_s}, whose layers also agree one by one in widths, kernels, strides, groups and sizes.
 */
class PublishedCostsTest {

    @ParameterizedTest
    // preset, width, resolution, parameters, million MACs; 0 if not published
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
        "mobilenet-v4-conv-small,    1.0,  224, 3774024, 186.005568",
        "mobilenet-v4-conv-medium,   1.0,  256, 9715512, 1080.244224",
        "mobilenet-v4-conv-large,    1.0,  384, 32590864, 6376.220672",
        "efficientnet-v2-b0,         1.0,  224, 7139704, 718.086176",
        "efficientnet-v2-s,          1.0,  384, 21458488, 8365.617152",
        "mobiledet-cpu,              1.0,  320,       0, 408.01",
    })
    void costsEqualThePublishedOnes(String preset, double width, int resolution, long params, double millionMacs) {
        Network network =
                Lowering.lower(Multipliers.withResolution(Presets.byName(preset).withWidth(width), resolution));
        if (params > 0) {
            assertEquals(params, network.params());
        }
        if (millionMacs > 0) {
            assertEquals(millionMacs, network.macs() / 1e6, 0.005);
        }
    }
}
