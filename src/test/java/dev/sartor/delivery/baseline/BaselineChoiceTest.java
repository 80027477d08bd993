package dev.sartor.delivery.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineChoiceTest {
    @Test
    void allBaselinesAreTheScaledNetworkTheLargestAndTheBestOfEightRandomOnes() {
        // BaselineChoice: scaled MobileNetV2, largest network, number of random networks
        assertEquals(new BaselineChoice(true, true, 8), BaselineChoice.parse("all"));
        assertEquals(BaselineChoice.parse("all"), BaselineChoice.parse("mobilenet-v2,largest,random=8"));
    }

    @Test
    void singleBaselinesCanBeChosen() {
        assertEquals(new BaselineChoice(false, true, 20), BaselineChoice.parse("largest, random=20"));
        assertEquals(new BaselineChoice(true, false, 0), BaselineChoice.parse("mobilenet-v2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "resnet", "largest,", "random=0", "random=x", "random=1001", "random=-1"})
    void unknownBaselinesAreRefused(String text) {
        UserError error = assertThrows(UserError.class, () -> BaselineChoice.parse(text));
        assertEquals(3, error.text().lines().count(), error.text());
        assertTrue(error.text().contains("random=8"), error.text());
    }
}
