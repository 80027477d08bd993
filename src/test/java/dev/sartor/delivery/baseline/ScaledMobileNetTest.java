package dev.sartor.delivery.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Block;
import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Task;
import dev.sartor.network.Lowering;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledMobileNetTest {
    private static final Task TASK = new Task.Classification(List.of("a", "b"));

    private static List<ScaledMobileNet> widths(int size) {
        return ScaledMobileNet.widths(new Shape(3, size, size), TASK);
    }

    @ParameterizedTest
    @CsvSource({"28, 8", "32, 8", "64, 16", "96, 16", "112, 32", "224, 32"})
    void forSmallImagesTheFirstStridesAreOneSoThatTheLastFeatureMapHasASideOfAtLeastFourPixels(
            int size, int totalStride) {
        var architecture = widths(size).getFirst().architecture();
        assertEquals(
                totalStride,
                architecture.stem().stride()
                        * architecture.blocks().stream().mapToInt(Block::stride).reduce(1, (a, b) -> a * b));
        assertTrue(Math.ceilDiv(size, totalStride) >= 4);
    }

    @Test
    void atFullWidthAndResolutionItIsThePublishedNetwork() {
        var published = Presets.byName("mobilenet-v2").architecture().withTask(TASK);
        var full = widths(224).stream().filter(n -> n.alpha() == 1).findFirst().orElseThrow();
        assertEquals(published, full.architecture());
        assertEquals("MobileNetV2 x1 at 224 pixels", full.description());
    }

    @Test
    void theLargestAcceptedWidthIsFound() {
        List<ScaledMobileNet> widths = widths(32);
        long[] macs = widths.stream()
                .mapToLong(n -> Lowering.lower(n.architecture()).macs())
                .toArray();
        for (int i = 1; i < macs.length; i++) {
            assertTrue(macs[i] > macs[i - 1], widths.get(i).description());
        }
        // the function is the amount by which a network exceeds the limits
        int found = ScaledMobileNet.widestWithinLimits(
                widths, n -> Lowering.lower(n.architecture()).macs() - 20_000_000);
        assertTrue(macs[found] <= 20_000_000 && macs[found + 1] > 20_000_000, "index " + found);
        // no network is within the limits
        assertEquals(-1, ScaledMobileNet.widestWithinLimits(widths, _ -> 1));
    }

    @Test
    void resolutionsDecreaseByEighthsToOneHalf() {
        assertEquals(
                List.of(32, 28, 24, 20, 16),
                ScaledMobileNet.resolutions(new Shape(3, 32, 32)).stream()
                        .map(Shape::height)
                        .toList());
        assertEquals(
                List.of(12, 10, 9),
                ScaledMobileNet.resolutions(new Shape(1, 12, 12)).stream()
                        .map(Shape::height)
                        .toList());
    }
}
