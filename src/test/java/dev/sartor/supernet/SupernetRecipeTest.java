package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SupernetRecipeTest {
    /** Checkpoints are identified by this text. */
    @Test
    void theTextOfARecipeDoesNotChange() {
        assertEquals(
                "SupernetRecipe[epochs=2, batchSize=32, schedule=Schedule[learningRate=0.1, warmUpEpochs=1.0],"
                    + " descent=Sgd[momentum=0.9, weightDecay=1.0E-4], labelSmoothing=0.05,"
                    + " variation=Variation[shift=0.0, mirror=false, cutout=0.0, mixup=0.0], drawn=1, sandwich=false,"
                    + " warmUp=ChoiceWarmUp[alone=0.1, fair=0.7]]",
                SupernetRecipe.standard(2).toString());
    }

    /** A recipe without refinements has the text above, so that older checkpoints are resumed. */
    @Test
    void theTextOfARefinedRecipeEndsWithItsRefinements() {
        Refinements refinements = Refinements.NONE
                .withGradientNorm(5)
                .withNetworkRates()
                .withMomentumPerKind()
                .withAveragedShare(0.2)
                .withEqualChoices()
                .withMixedUntil(0.25);
        String plain = SupernetRecipe.standard(2).toString();
        assertEquals(
                plain.substring(0, plain.length() - 1)
                        + ", refinements=Refinements[gradientNorm=5.0, networkRates=true, momentumPerKind=true,"
                        + " averagedShare=0.2, equalChoices=true, mixedUntil=0.25]]",
                SupernetRecipe.standard(2).with(refinements).toString());
    }

    /** Refinements that were added later are left out of the text while they are off. */
    @Test
    void aTrainingOnImagesOfHalfSizeNamesTheirShareInItsText() {
        assertTrue(Refinements.NONE.withHalfSizeUntil(0.5).toString().endsWith(", mixedUntil=0.0, halfSizeUntil=0.5]"));
    }

    @Test
    void impossibleRefinementsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Refinements.NONE.withGradientNorm(-1));
        assertThrows(IllegalArgumentException.class, () -> Refinements.NONE.withGradientNorm(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Refinements.NONE.withAveragedShare(1.5));
        assertThrows(IllegalArgumentException.class, () -> Refinements.NONE.withMixedUntil(-0.1));
        assertThrows(IllegalArgumentException.class, () -> Refinements.NONE.withHalfSizeUntil(1.1));
        Refinements mixed = Refinements.NONE.withMixedUntil(0.1);
        assertThrows(IllegalArgumentException.class, () -> mixed.withHalfSizeUntil(0.1));
        SupernetRecipe several = SupernetRecipe.standard(2).withSubnetsPerStep(2);
        assertThrows(IllegalArgumentException.class, () -> several.with(Refinements.NONE.withMomentumPerKind()));
    }

    /** The identity of shared weights hashes this text. */
    @Test
    void theTextOfAShapeDoesNotChange() {
        assertEquals(
                "[Extent[out=8, in=3, kernel=5]]",
                // TensorShape: output channels, input channels, kernel size
                List.of(new TensorShape(8, 3, 5)).toString());
    }
}
