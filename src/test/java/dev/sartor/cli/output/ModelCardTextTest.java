package dev.sartor.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.report.model.SampleReports;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Texts of sample cards with a test accuracy of 92.81 %, the given number of test images, and the given share of images of the
 * largest class.
 */
class ModelCardTextTest {
    @Test
    void theTestAccuracyHasItsIntervalAndTheNumberOfImages() {
        assertTrue(
                ModelCardText.accuracies(SampleReports.card("7", 100, 0.1))
                        .startsWith("7: 92.81 % test accuracy (86.01 % to 96.44 % at 95 % confidence, 100 images), "),
                ModelCardText.accuracies(SampleReports.card("7", 100, 0.1)));
    }

    @Test
    void aModelThatIsNoBetterThanTheLargestClassIsWarnedOf() {
        assertEquals(
                Optional.of("the model is no better than always answering 'dog', which is right for 95.00 % of the test"
                        + " images; train longer, on more images, or with another architecture"),
                ModelCardText.warning(SampleReports.card("7", 100, 0.95)));
        assertEquals(
                Optional.of("the test images are too few to tell the model from always answering 'dog', which is right"
                        + " for 90.00 % of them"),
                ModelCardText.warning(SampleReports.card("7", 100, 0.9)));
        assertEquals(Optional.empty(), ModelCardText.warning(SampleReports.card("7", 100, 0.8)));
        assertEquals(Optional.empty(), ModelCardText.warning(SampleReports.card("7", 10_000, 0.9)));
    }

    @Test
    void theWarningIsAmongTheLinesOfTheModel() {
        List<String> lines = ModelCardText.lines(SampleReports.card("7", 100, 0.95));
        assertTrue(lines.get(1).startsWith("warning: the model is no better than"), lines.toString());
    }
}
