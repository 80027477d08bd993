package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    /** The identity of shared weights hashes this text. */
    @Test
    void theTextOfAShapeDoesNotChange() {
        assertEquals(
                "[Extent[out=8, in=3, kernel=5]]",
                List.of(new TensorShape(8, 3, 5)).toString());
    }
}
