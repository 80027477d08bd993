package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.BlockStrings;
import dev.sartor.base.UserError;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpaceFileTest {
    private static final String SPACE = """
        name: x
        input: {channels: 3, resolution: 32}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 16}
        stages:
          - {channels: 16, block: [cn_k3]}
          - depth: [1, 2]
            stride: 2
            channels: [24, 36]
            block:
              - kind: [conv, inverted]
                kernel: [3, 5]
                expansion: [3, 6]
        head:
          classes: 10
        """;

    @TempDir
    private Path folder;

    /** A line, its replacement, and three parts of the error: message, location after the file name, fix. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "        kernel: [3, 5]",
                        "        kernal: [3, 5]",
                        "unknown key 'kernal'",
                        ":12 stages[1].block[0].kernal",
                        "did you mean 'kernel'?"),
                mistake(
                        "        kernel: [3, 5]",
                        "        kernel: [3, 4]",
                        "A kernel must be odd and from 1 to 31, not 4",
                        ":12 stages[1].block[0].kernel[1]",
                        "write a value in that range"),
                mistake(
                        "        kernel: [3, 5]",
                        "        kernel: [3, 0]",
                        "A kernel must be odd and from 1 to 31, not 0",
                        ":11 stages[1].block[0], block string 'cn_k0_g1_nre_c8'",
                        "fix"),
                mistake(
                        "channels: 16, block: [cn_k3]",
                        "channels: 16, stride: 2, block: [uir_k0_e2]",
                        "without a depthwise convolution has stride 1, not 2",
                        ":6 stages[0], block uir_k0_e2_nre",
                        "with the key 'first'"),
                mistake(
                        "name: x",
                        "name: x\nmultiple_of: 0",
                        "Channels can be multiples of 1 to 256, not of 0",
                        ":2 multiple_of",
                        "write a value in that range"),
                mistake("name: x", "nmae: x", "unknown key 'nmae'", ":1 nmae", "did you mean 'name'?"),
                mistake(
                        "  classes: 10",
                        "  clases: 10",
                        "unknown key 'clases'",
                        ":15 head.clases",
                        "did you mean 'classes'?"),
                mistake(
                        "    stride: 2",
                        "    stride: two",
                        "a whole number is expected here, not 'two'",
                        ":8 stages[1].stride",
                        "write a whole number"),
                mistake(
                        "        expansion: [3, 6]",
                        "        expansion: [3, many]",
                        "a number is expected here, not 'many'",
                        ":13 stages[1].block[0].expansion[1]",
                        "write a number"),
                mistake(
                        "    stride: 2",
                        "    stride: {of: 2}",
                        "a whole number is expected here, not a group of keys",
                        ":8 stages[1].stride",
                        "write"),
                mistake(
                        "    stride: 2",
                        "    stride: []",
                        "an empty list of choices",
                        ":8 stages[1].stride",
                        "write at least one"),
                mistake(
                        "    stride: 2",
                        "    stride:",
                        "a whole number is expected here, not nothing",
                        ":8 stages[1].stride",
                        "write"),
                mistake("stages:", "stages: []\nabout:", "unknown key 'about'", ":6 about", "valid:"),
                mistake(
                        "        kernel: [3, 5]",
                        "        kernel: [3, 5, 3]",
                        "choice '3' is repeated",
                        ":12 stages[1].block[0].kernel[2]",
                        "leave one of them out"),
                mistake(
                        "        kernel: [3, 5]",
                        "        kernel: [3, 4]",
                        "A kernel must be odd and from 1 to 31, not 4",
                        ":12 stages[1].block[0].kernel[1]",
                        "range"),
                mistake(
                        "        expansion: [3, 6]",
                        "        expansion: [0, 6]",
                        "must lie in (0, 64], not 0.0",
                        ":13 stages[1].block[0].expansion[0]",
                        "range"),
                mistake(
                        "        expansion: [3, 6]",
                        "        expansion: 3\n        se: 1.5",
                        "squeeze-excite ratio must lie in (0, 1], not 1.5",
                        ":14 stages[1].block[0].se",
                        "range"),
                mistake(
                        "    stride: 2",
                        "    stride: 3",
                        "A stride must be 1 or 2, not 3",
                        ":8 stages[1].stride",
                        "range"),
                mistake(
                        "  - depth: [1, 2]",
                        "  - depth: [0, 2]",
                        "A depth must be from 1 to 64 blocks, not 0",
                        ":7 stages[1].depth[0]",
                        "range"),
                mistake(
                        "    channels: [24, 36]",
                        "    channels: [24, 0]",
                        "Channels must be from 1",
                        ":9 stages[1].channels[1]",
                        "range"),
                mistake("  classes: 10", "  classes: 1", "at least 2 classes, not 1", ":15 head.classes", "range"),
                mistake(
                        "name: x",
                        "name: x\nwidth: [1, 0]",
                        "A width multiplier must lie in (0, 16], not 0.0",
                        ":2 width[1]",
                        "range"),
                mistake(
                        "        expansion: [3, 6]",
                        "        groups: 5",
                        "kind 'inverted' needs 'expansion'",
                        ":11 stages[1].block[0]",
                        "set it here"),
                mistake(
                        "      - kind: [conv, inverted]",
                        "      - kind: [conv, invertd]",
                        "unknown value 'invertd'",
                        ":11 stages[1].block[0].kind[1]",
                        "did you mean 'inverted'?"),
                mistake(
                        "activation: relu",
                        "activation: rleu",
                        "unknown value 'rleu'",
                        ":3 activation",
                        "did you mean 'relu'?"),
                mistake(
                        "      - kind: [conv, inverted]",
                        "      - kind: conv",
                        "no kind of this block has the attribute 'expansion' (conv)",
                        ":13 stages[1].block[0].expansion",
                        "leave it out"),
                mistake(
                        "      - kind: [conv, inverted]",
                        "      - cn_k5\n      - kind: [conv, inverted]",
                        "alternative cn_k5_nre is repeated",
                        ":12 stages[1].block[1]",
                        "leave one of them out"),
                mistake(
                        "  - {channels: 16, block: [cn_k3]}",
                        "  - {channels: 16, block: [cn_k3_s2]}",
                        "has repeats, stride or channels",
                        ":6 stages[0].block[0]",
                        "which the stage sets"),
                mistake(
                        "  - {channels: 16, block: [cn_k3]}",
                        "  - {channels: 16, block: [cm_k3]}",
                        "unknown block type 'cm'",
                        ":6 stages[0].block[0], block string 'cm_k3_c8'",
                        "did you mean 'cn'?"),
                mistake(
                        "  - {channels: 16, block: [cn_k3]}",
                        "  - {channels: 16, block: [identity]}",
                        "'identity' is a kind of block",
                        ":6 stages[0].block[0]",
                        "write {kind: identity}"),
                mistake(
                        "  - {channels: 16, block: [cn_k3]}",
                        "  - {channels: 16, kernel: [1, 3], block: [cn_k3]}",
                        "do not have an attribute that is a choice for the whole stage",
                        ":6 stages[0]",
                        "set that attribute in the blocks"),
                mistake(
                        "activation: relu",
                        "activation: relu\ngroups: [1, 2]",
                        "an attribute is a choice for the whole network, but stem",
                        ":1",
                        "set that attribute in the stages"),
                mistake(
                        "  - {channels: 16, block: [cn_k3]}",
                        "  - {channels: 20, block: [cn_k3_g8]}",
                        "8 groups do not divide a convolution of 16 to 20 channels",
                        ":6 stages[0], input 16x32x32 block cn_r1_k3_s1_c20_g8_nre",
                        "choose channels and groups"),
                mistake(
                        "    stride: 2",
                        "    stride: 2\n    activation: [relu, relu6, hswish, swish]\n    se: " + many(0.01, 0.01, 65),
                        "the combination of shared attributes here has 260 alternatives",
                        ":7 stages[1]",
                        "fewer choices"),
                mistake(
                        "        expansion: [3, 6]",
                        "        expansion: " + many(1, 0.1, 128),
                        "a block has 258 alternatives",
                        ":10 stages[1].block",
                        "another level"),
                mistake(
                        "  classes: 10",
                        "  classes: 10\n  channels: " + many(8, 8, 257),
                        "257 choices, more than 256",
                        ":16 head.channels",
                        "leave some"),
                mistake(
                        "input: {channels: 3, resolution: 32}",
                        "input: {channels: 3, resolution: 100000}",
                        "A resolution must be from 1 to 8192 pixels, not 100000",
                        ":2 input.resolution",
                        "range"),
                mistake("head:", "head: none\nx:", "unknown key 'x'", ":15 x", "valid:"),
                mistake("name: x", "name: x\nname: y", "key 'name' is repeated", ":2 name", "leave one of them out"),
                mistake(
                        "    stride: 2",
                        "    stride: *one",
                        "an alias",
                        ":8 stages[1].stride",
                        "write the value itself"),
                mistake("  classes: 10", "  classes: 10\n---\nname: y", "a second document", ":", "only one document"),
                mistake("    stride: 2", "   stride: 2", "not YAML", ":", "fix the YAML"));
    }

    private static String many(double from, double step, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> BlockStrings.formatNumber(Math.round((from + i * step) * 100) / 100.0))
                .toList()
                .toString();
    }

    private static Arguments mistake(String line, String instead, String what, String where, String fix) {
        return Arguments.of(line, instead, what, where, fix);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsReportedWithItsLocation(String line, String instead, String what, String where, String fix)
            throws IOException {
        assertTrue(SPACE.contains(line), line);
        Path file = Files.writeString(
                folder.resolve("x.yaml"), SPACE.replaceFirst(Pattern.quote(line), Matcher.quoteReplacement(instead)));
        var error = assertThrows(UserError.class, () -> SpaceFile.read(file));
        assertTrue(error.getMessage().contains(what), error.text());
        String location = file + where;
        assertTrue(
                where.equals(":")
                        ? error.where().startsWith(location)
                        : error.where().equals(location),
                error.text());
        assertTrue(error.fix().contains(fix), error.text());
    }

    @Test
    void theFileWithoutMistakeIsRead() {
        assertEquals("x", Spaces.of(SPACE).name());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aFileThatIsNotASpaceIsRefused(byte[] content, String what) throws IOException {
        Path file = Files.write(folder.resolve("x.yaml"), content);
        var error = assertThrows(UserError.class, () -> SpaceFile.read(file));
        assertTrue(error.getMessage().contains(what), error.text());
        assertTrue(error.where().startsWith(file.toString()), error.text());
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of(new byte[0], "empty"),
                Arguments.of("[1, 2".getBytes(), "not YAML"),
                Arguments.of("just a line".getBytes(), "keys are expected here"),
                Arguments.of(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}, "is not a text file"),
                Arguments.of(new byte[] {'a', ':', ' ', 0}, "not YAML"),
                Arguments.of(("a: " + "[".repeat(500)).getBytes(), "nested deeper than 32 levels"),
                Arguments.of(SPACE.substring(0, SPACE.indexOf("head:")).getBytes(), "key 'head' is missing"));
    }

    @Test
    void theErrorForAMissingSpaceSuggestsTheMostSimilarName() throws IOException {
        Files.writeString(folder.resolve("mobile.yaml"), SPACE);
        var error = assertThrows(UserError.class, () -> SpaceFile.find("mobil", folder));
        assertEquals("no search space 'mobil'", error.getMessage());
        assertTrue(error.fix().contains("did you mean 'mobile'?"), error.fix());
        var path = assertThrows(UserError.class, () -> SpaceFile.find("spaces/mobil.yaml", folder));
        assertTrue(path.fix().contains("did you mean 'mobile'?"), path.fix());
        assertEquals(
                "there is no file 'a'",
                assertThrows(UserError.class, () -> SpaceFile.read(folder.resolve("a")))
                        .getMessage());
        assertEquals("x", SpaceFile.find("mobile", folder).name());
        assertEquals(
                "x",
                SpaceFile.find(folder.resolve("mobile.yaml").toString(), folder).name());
    }

    @Test
    void theSpacesOfAFolderAreSortedByName() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), SPACE.replace("name: x", "name: b"));
        Files.writeString(folder.resolve("a.yaml"), SPACE.replace("name: x", "name: a"));
        Files.writeString(folder.resolve("notes.txt"), "no space");
        assertEquals(
                List.of("a", "b"),
                SpaceFile.readAll(folder).stream().map(SearchSpace::name).toList());
        assertEquals(List.of(), SpaceFile.readAll(folder.resolve("absent")));
    }
}
