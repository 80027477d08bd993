package dev.sartor.executor.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.arch.Shape;
import dev.sartor.data.Augmentation;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentationPolicyTest {
    private static final boolean MIRRORABLE = true;
    private static final boolean NOT_MIRRORABLE = false;

    @Test
    void theStandardPolicyShiftsByAnEighthAndMirrorsIfTheDataSetAllowsIt() {
        assertEquals(
                // Augmentation: shift in pixels, border, mirroring, size of the cutout in pixels
                new Augmentation(4, Augmentation.Border.REFLECT, true, 0),
                AugmentationPolicy.STANDARD.augmentationFor(dataset(28, MIRRORABLE)));
        assertEquals(
                new Augmentation(4, Augmentation.Border.REFLECT, false, 0),
                AugmentationPolicy.STANDARD.augmentationFor(dataset(32, NOT_MIRRORABLE)));
    }

    @Test
    void sharesOfTheSizeAreConvertedToPixels() {
        assertEquals(
                new Augmentation(2, Augmentation.Border.REFLECT, true, 8),
                // AugmentationPolicy: shift, mirroring, cutout, mixup
                new AugmentationPolicy(0.07, true, 0.28, 0).augmentationFor(dataset(28, MIRRORABLE)));
        assertEquals(Augmentation.NONE, AugmentationPolicy.NONE.augmentationFor(dataset(28, MIRRORABLE)));
    }

    @Test
    void invalidSharesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AugmentationPolicy(1, false, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new AugmentationPolicy(0, false, 0, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new AugmentationPolicy(0, false, -0.1, 0));
    }

    private static Dataset dataset(int size, boolean mirrors) {
        Images images = new Images(new Shape(1, size, size), new byte[2 * size * size], new int[] {0, 1});
        return Dataset.of("even", List.of("a", "b"), images, images, images, mirrors);
    }
}
