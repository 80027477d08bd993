package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.Fixture;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Presets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares costs with tables of the MobileNetV1 and MobileDets papers. */
class MobileNetTablesTest {

    /** arXiv 1704.04861, Table 2. The paper prints 1.19 instead of 1.91 for the share of the full convolution. */
    @ParameterizedTest
    @CsvSource({"conv-1x1, 94.86, 74.59", "conv-dw-3x3, 3.06, 1.06", "conv-3x3, 1.91, 0.02", "linear, 0.18, 24.33"})
    void sharesPerLayerKindAreThePublishedOnes(String kind, double macs, double params) {
        Map<String, CostShare> shares =
                CostShare.of(Lowering.lower(Presets.byName("mobilenet-v1").architecture())).stream()
                        .collect(Collectors.toMap(CostShare::kind, Function.identity()));
        assertEquals(macs, 100 * shares.get(kind).macsShare(), 0.006);
        assertEquals(params, 100 * shares.get(kind).weightsShare(), 0.006);
    }

    /** Tables 6 and 7, in millions, as rounded there. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 224, 569, 4.2",
        "0.75, 224, 325, 2.6",
        "0.5, 224, 149, 1.3",
        "0.25, 224, 41, 0.5",
        "1.0, 192, 418, 4.2",
        "1.0, 160, 290, 4.2",
        "1.0, 128, 186, 4.2",
        "0.5, 160, 76, 1.32"
    })
    void costsWithMultipliersAreThePublishedOnes(double width, int resolution, double macs, double params) {
        Network n = Lowering.lower(
                Multipliers.withResolution(Presets.byName("mobilenet-v1").withWidth(width), resolution));
        assertEquals(macs, n.macs() / 1e6, 0.75);
        assertEquals(params, n.params() / 1e6, 0.051);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "dsp", "edgetpu", "gpu"})
    void mobileDetBackbonesEqualThePublishedBlockListsBlockByBlock(String name) {
        Network n = Lowering.lower(Presets.byName("mobiledet-" + name).architecture());
        List<String[]> rows = Fixture.lines(MobileNetTablesTest.class, "mobiledet_blocks.csv").stream()
                .map(r -> r.split(",", -1))
                .filter(r -> r[0].equals(name))
                .toList();
        assertEquals(rows.size(), n.segments().size());
        for (int i = 0; i < rows.size(); i++) {
            Segment s = n.segments().get(i);
            List<Layer> layers = n.layers().subList(s.from(), s.to());
            assertEquals(
                    // columns 15 and 16 are parameters and MACs
                    Long.parseLong(rows.get(i)[15]),
                    layers.stream().mapToLong(Layer::params).sum(),
                    s.key());
            assertEquals(
                    Long.parseLong(rows.get(i)[16]),
                    layers.stream().mapToLong(Layer::macs).sum(),
                    s.key());
        }
    }
}
