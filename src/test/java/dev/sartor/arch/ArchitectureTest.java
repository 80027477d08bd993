package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stems, heads, whole architectures, and the width multiplier. */
class ArchitectureTest {
    // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
    private static final Head HEAD = new Head.Classifier(24, 0, 10, Activation.RELU, 0.1);
    private static final Architecture ARCHITECTURE = new Architecture(
            "a",
            new Shape(3, 32, 32),
            // Stem: kernel size, stride, channels, activation
            new Stem(3, 2, 16, Activation.RELU),
            List.of(BlockStrings.parse("cn_r1_k3_s1_c24_nre")),
            HEAD);

    private static Head.Classifier head(int conv, int hidden, boolean norm, int classes, double dropout) {
        return new Head.Classifier(conv, hidden, norm, classes, Activation.RELU, dropout);
    }

    @Test
    void aHeadAcceptsTheMinimumAndMaximumOfEachNumber() {
        assertEquals(2, head(0, 0, false, 2, 0).classes());
        assertEquals(1 << 20, head(1 << 20, 1 << 20, true, 1 << 20, 0.999).classes());
        assertEquals("head", HEAD instanceof ArchitecturePart part ? part.token() : "");
    }

    @Test
    void aHeadRefusesNumbersOutOfRange() {
        int tooMany = (1 << 20) + 1;
        assertThrows(IllegalArgumentException.class, () -> head(-1, 0, false, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> head(0, -1, false, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> head(tooMany, 0, false, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> head(0, tooMany, false, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> head(0, 0, true, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> head(0, 0, false, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> head(0, 0, false, tooMany, 0));
        assertThrows(IllegalArgumentException.class, () -> head(0, 0, false, 2, -0.1));
        assertThrows(IllegalArgumentException.class, () -> head(0, 0, false, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Head.Classifier(0, 0, 2, null, 0));
    }

    @Test
    void aStemChecksItsValues() {
        assertEquals(new Stem(3, 2, 8, Activation.RELU), new Stem(3, 2, 16, Activation.RELU).withChannels(8));
        assertThrows(IllegalArgumentException.class, () -> new Stem(2, 1, 8, Activation.RELU));
        assertThrows(IllegalArgumentException.class, () -> new Stem(3, 3, 8, Activation.RELU));
        assertThrows(IllegalArgumentException.class, () -> new Stem(3, 1, 0, Activation.RELU));
        assertThrows(IllegalArgumentException.class, () -> new Stem(3, 1, 8, null));
    }

    @Test
    void anArchitectureNeedsANameAndBlocks() {
        Shape input = ARCHITECTURE.input();
        Stem stem = ARCHITECTURE.stem();
        assertThrows(IllegalArgumentException.class, () -> ARCHITECTURE.withName(" "));
        assertThrows(IllegalArgumentException.class, () -> new Architecture("a", input, stem, List.of(), HEAD));
        assertEquals("b", ARCHITECTURE.withName("b").name());
        assertEquals(List.of("cn_r1_k3_s1_c24_nre"), ARCHITECTURE.blockStrings());
    }

    @Test
    void replacingTheNumberOfClassesChangesOnlyClassifiers() {
        assertEquals(
                new Head.Classifier(24, 0, 7, Activation.RELU, 0.1),
                ARCHITECTURE.withClasses(7).head());
        assertEquals(
                new Head.Backbone(),
                ARCHITECTURE.withHead(new Head.Backbone()).withClasses(7).head());
    }

    /** The widths of published networks: MobileNetV2's head grows above 1 only, MobileNetV3's stem from 0.75. */
    @ParameterizedTest
    @CsvSource({
        "SCALED, 32, 0.35, 16",
        "SCALED, 32, 1.4, 48",
        "SCALED, 0, 1.4, 0",
        "SCALED, 20, 1, 20",
        "SCALED_ABOVE_ONE, 1280, 0.5, 1280",
        "SCALED_ABOVE_ONE, 1280, 1.4, 1792",
        "SCALED_FROM_THREE_QUARTERS, 16, 0.7, 16",
        "SCALED_FROM_THREE_QUARTERS, 32, 0.75, 24",
        "FIXED, 32, 1.4, 32",
        "FIXED, 32, 16, 32"
    })
    void theRuleDeterminesHowChannelsAreScaled(Multipliers.Rule rule, int channels, double width, int scaled) {
        assertEquals(scaled, rule.apply(channels, width, OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource({"24, 1, 32", "16, 1, 16", "24, 0.5, 16", "40, 0.5, 32", "0, 2, 0", "8, 0.25, 16"})
    void channelsAreRoundedToMultiplesEvenWithoutAMultiplier(int channels, double width, int rounded) {
        assertEquals(rounded, Multipliers.Rule.SCALED.apply(channels, width, OptionalInt.of(16)));
        assertEquals(
                Math.ceilDiv(channels, 16) * 16, Multipliers.Rule.FIXED.apply(channels, width, OptionalInt.of(16)));
    }

    @Test
    void stemBlocksAndHeadAreScaledByTheirRules() {
        Architecture wide = new Multipliers(Multipliers.Rule.FIXED, Multipliers.Rule.SCALED).scaled(ARCHITECTURE, 2);
        assertEquals(16, wide.stem().channels());
        assertEquals(List.of("cn_r1_k3_s1_c48_nre"), wide.blockStrings());
        assertEquals(new Head.Classifier(48, 0, 10, Activation.RELU, 0.1), wide.head());
        assertEquals(32, Multipliers.ALL.scaled(ARCHITECTURE, 2).stem().channels());
        Architecture backbone = ARCHITECTURE.withHead(new Head.Backbone());
        assertEquals(new Head.Backbone(), Multipliers.ALL.scaled(backbone, 2).head());
        assertEquals(
                new Shape(3, 48, 48),
                Multipliers.withResolution(ARCHITECTURE, 48).input());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 16.01, Double.NaN})
    void widthMultipliersOutOfRangeAreRefused(double width) {
        UserError e = assertThrows(UserError.class, () -> Multipliers.ALL.scaled(ARCHITECTURE, width));
        assertEquals("a with the width multiplier " + width, e.where());
    }

    @Test
    void aPresetIsFoundByItsName() {
        assertTrue(Presets.exists("mobilenet-v2"));
        assertFalse(Presets.exists("mobilenet-v9"));
        assertEquals("mobilenet-v2", Presets.byName("mobilenet-v2").name());
        UserError e = assertThrows(UserError.class, () -> Presets.byName("mobilenet-v22"));
        assertTrue(e.fix().contains("mobilenet-v2"), e.fix());
        assertEquals(
                Presets.all().stream().map(Preset::name).sorted().toList(),
                Presets.all().stream().map(Preset::name).toList());
        assertEquals(21, Presets.all().size());
    }
}
