package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final Task THREE = new Task.Classification(List.of("cat", "dog", "owl"));

    @Test
    void aClassificationHasOneOutputPerClass() {
        // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
        Head plain = new Head.Classifier(960, 1280, 1000, Activation.HSWISH, 0.2);
        assertEquals(new Head.Classifier(960, 1280, 3, Activation.HSWISH, 0.2), THREE.adapt(plain));
    }

    @Test
    void aBackboneIsNotGivenAClassifier() {
        assertEquals(new Head.Backbone(), THREE.adapt(new Head.Backbone()));
    }

    @Test
    void chanceAccuracyOfThreeClassesIsOneThird() {
        assertEquals(1.0 / 3, THREE.chanceMetric());
    }

    @Test
    void oneClassIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Task.Classification(List.of("cat")));
        assertEquals(0.5, new Task.Classification(List.of("cat", "dog")).chanceMetric());
    }
}
