package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Presets;
import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureFileTest {
    private static final Path FILE = Path.of("mine.yaml");

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetIsReadUnchanged(Architecture preset) {
        assertEquals(preset, ArchitectureFile.parse(FILE, ArchitectureFile.format(preset)));
    }

    static Stream<Architecture> presets() {
        return Presets.all().stream().map(p -> p.withWidth(1));
    }

    @Test
    void sampledArchitecturesAreReadUnchanged() {
        var random = new SplittableRandom(8);
        for (String name : new String[] {"small-28", "small-32", "mobiledets-like"}) {
            var space = Spaces.shipped(name);
            for (int i = 0; i < 50; i++) {
                Architecture a = space.decode(space.sample(random));
                assertEquals(a, ArchitectureFile.parse(FILE, ArchitectureFile.format(a)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b", "null", "~", "12", "x #y", "é\t\"q\" \\", "- a", "true", "run:12", "a:", " a "})
    void everyNameIsReadUnchanged(String name) {
        Architecture a = Presets.byName("mobilenet-v2").withWidth(1).withName(name);
        assertEquals(
                name, ArchitectureFile.parse(FILE, ArchitectureFile.format(a)).name());
    }

    @Test
    void theFormatOfAWrittenFileDoesNotChange() throws IOException {
        try (var golden = ArchitectureFileTest.class.getResourceAsStream("mobilenet-v3-small.yaml")) {
            assertEquals(
                    new String(golden.readAllBytes(), StandardCharsets.UTF_8),
                    ArchitectureFile.format(Presets.byName("mobilenet-v3-small").withWidth(1)));
        }
    }

    @Test
    void repeatsGiveSeveralBlocks(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text("ir_r3_k3_s2_e6_c24_nr6"));
        assertEquals(
                List.of("ir_r1_k3_s2_e6_c24_nr6", "ir_r1_k3_s1_e6_c24_nr6", "ir_r1_k3_s1_e6_c24_nr6"),
                ArchitectureFile.read(file).blockStrings());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsReportedWithItsLocation(String text, String what, String where) {
        var error = assertThrows(UserError.class, () -> ArchitectureFile.parse(FILE, text));
        assertTrue(error.getMessage().contains(what), error.text());
        assertTrue(error.where().startsWith("mine.yaml" + where), error.text());
    }

    static Stream<Arguments> mistakes() {
        String good = text("ir_r1_k3_s2_e6_c24_nr6");
        return Stream.of(
                Arguments.of(good.replace("blocks", "block"), "unknown key 'block'", ":4 block"),
                Arguments.of(good.replace("name: mine\n", ""), "key 'name' is missing", ":1"),
                Arguments.of(good.replace("3x32x32", "3x32"), "this must be an input shape, not '3x32'", ":2 input"),
                Arguments.of(good.replace("3x32x32", "3x0x32"), "A shape must be positive", ":2 input"),
                Arguments.of(good.replace("kernel: 3", "kernel: 2"), "A kernel must be odd", ":3 stem.kernel"),
                Arguments.of(
                        good.replace("activation: relu}", "activation: rleu}"),
                        "unknown value 'rleu'",
                        ":3 stem.activation"),
                Arguments.of(text("ir_r1_k3_s2_c24_nr6"), "token 'e' is missing", ":5 blocks[0], block string"),
                Arguments.of(text("cn_k3_c24_g5_nre"), "5 groups do not divide", ":5 blocks[0], input 16x32x32"),
                Arguments.of(text("[1]"), "a word is expected here, not a list", ":5 blocks[0]"),
                Arguments.of(good.replace("classes: 10", "classes: [10, 20]"), "a whole number", ":6 head.classes"),
                Arguments.of(
                        good.replace("head: {", "head: {channels: [0, 64], activation: relu, "), "one head", ":6 head"),
                Arguments.of(
                        good.replace("head: {", "head: {follows_width: never, "), "final", ":6 head.follows_width"),
                Arguments.of(
                        good.replace("head: {", "head: {dropout: 1, "),
                        "A dropout rate must lie in [0, 1)",
                        ":6 head.dropout"),
                Arguments.of(good.substring(0, good.indexOf("head")), "key 'head' is missing", ":1"),
                Arguments.of(good.substring(0, good.length() - 5), "not YAML", ":"));
    }

    private static String text(String block) {
        return """
            name: mine
            input: 3x32x32
            stem: {kernel: 3, stride: 1, channels: 16, activation: relu}
            blocks:
              - %s
            head: {classes: 10}
            """.formatted(block);
    }
}
