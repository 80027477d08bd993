package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ImagePassesTest {

    @Test
    void asManyDifferentImagesAsPossibleAreUsed() {
        // ImagePasses: epochs, images of each; of: images to process, different images
        assertEquals(new ImagePasses(1, 8000), ImagePasses.of(8000, 54_000));
        assertEquals(new ImagePasses(1, 54_000), ImagePasses.of(54_000, 54_000));
        assertEquals(new ImagePasses(2, 27_001), ImagePasses.of(54_001, 54_000));
        assertEquals(new ImagePasses(160, 50), ImagePasses.of(8000, 50));
    }

    @Test
    void theTotalNeverDecreasesAndIsNeverLessThanRequested() {
        long before = 0;
        for (int requested = 1; requested < 3000; requested++) {
            long total = ImagePasses.of(requested, 97).total();
            assertTrue(total >= before && total >= requested, requested + ": " + total);
            before = total;
        }
    }

    @Test
    void theTextNamesTheNumberOfEpochsOnlyIfThereAreSeveral() {
        assertEquals("20,000 images", new ImagePasses(1, 20_000).toString());
        assertEquals("20,000 images for 3 epochs", new ImagePasses(3, 20_000).toString());
    }
}
