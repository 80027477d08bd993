package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Presets;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Property test: whatever stands in place of a number in a space or architecture file, the file is either refused with a
 * {@link UserError} in a few seconds, or its networks can be used.
 */
@Isolated
class NumberLimitsTest {
    private static final Path FILE = Path.of("numbers.yaml");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])\\d+(\\.\\d+)?(?![\\w.])");
    /** Of processor time, so that a busy machine does not matter. */
    private static final double SECONDS = 5;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "2",
            "7",
            "31",
            "32",
            "33",
            "64",
            "65",
            "255",
            "256",
            "257",
            "4096",
            "4097",
            "8192",
            "8193",
            "1048576",
            "1048577",
            "16777216",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "1e9",
            "1e308",
            "1e400",
            "-0.0",
            "0.5",
            "0.899",
            "1e-320",
            "NaN",
            ".nan",
            ".inf",
            "-.inf",
            "0x10",
            "0o17",
            "1_000",
            "007",
            "~",
            "null",
            "true",
            "''",
            "two",
            "[]",
            "{}",
            "[1, 2]",
            "[[1]]",
            "{a: 1}",
            "&a 3",
            "*a",
            "!!str 3",
            "!!binary aGk=",
            "? 1");

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "rounded", "small-28", "mobiledets-like"})
    void everyNumberOfASpaceIsChecked(String name) throws IOException {
        String text = switch (name) {
            case "tiny" -> Spaces.TINY;
            case "rounded" -> Spaces.ROUNDED;
            default -> Files.readString(SpaceFile.FOLDER.resolve(name + ".yaml"));
        };
        mutate(text, name.equals("tiny") || name.equals("rounded") ? 1 : 7, NumberLimitsTest::useSpace);
    }

    @Test
    void everyNumberOfAnArchitectureIsChecked() {
        String v3 = ArchitectureFile.format(Presets.byName("mobilenet-v3-small").architecture());
        mutate(v3, 1, NumberLimitsTest::useArchitecture);
    }

    @Test
    void everyNumberOfABlockStringIsChecked() {
        String text = """
            name: blocks
            input: 3x32x32
            stem: {kernel: 3, stride: 1, channels: 16, activation: relu}
            blocks:
              - cn_r1_k3_s1_c16_g4_nre
              - uir_r1_a3_k5_p3_s1_e4_c16_se0.25_nre
              - er_r1_k3_s1_e4_c16_fc24_sei0.25_nre
              - tk_r1_k3_s1_i0.25_o0.75_c16_nre
              - bt_r1_k3_s2_e0.5_c16_g2_nre
              - sh_r1_k3_s2_e0.5_c48_g4_nre
            head: {channels: 64, hidden: 32, classes: 10, activation: relu, dropout: 0.1}
            """;
        Matcher m = Pattern.compile("(?<=[a-z])[0-9.]+(?=[_\\n])").matcher(text);
        while (m.find()) {
            for (String value : VALUES) {
                check(
                        text.substring(0, m.start()) + value + text.substring(m.end()),
                        NumberLimitsTest::useArchitecture);
            }
        }
    }

    @Test
    void manyAlternativesAreRefusedBeforeTheyAreMultiplied() {
        String many = "["
                + IntStream.rangeClosed(1, 256).mapToObj(i -> i / 64.0 + "").collect(Collectors.joining(", ")) + "]";
        String odd =
                "[0, " + IntStream.range(0, 16).mapToObj(i -> 2 * i + 1 + "").collect(Collectors.joining(", ")) + "]";
        String channels =
                "[" + IntStream.rangeClosed(1, 256).mapToObj(i -> 8 * i + "").collect(Collectors.joining(", ")) + "]";
        // files that would need much time or memory if they were read without limits
        List<String> bombs = new ArrayList<>();
        bombs.add(space(
                "kind: universal-inverted, start_kernel: " + odd + ", kernel: " + odd + ", end_kernel: " + odd
                        + ", expansion: " + many + ", se: [0, 0.5]",
                "16",
                1,
                ""));
        bombs.add(space("kind: tucker, kernel: 3, in_ratio: " + many + ", out_ratio: " + many, "16", 1, ""));
        bombs.add(space("kind: inverted, kernel: 3, expansion: " + many, channels, 1, "expansion: " + many + "\n"));
        bombs.add(space("kind: conv, kernel: [1, 3]", channels, 64, ""));
        bombs.add(
                space("kind: conv, kernel: [1, 3]", channels, 64, "width: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]\n"));
        bombs.add(space("kind: conv, kernel: [1, 3]", "[1, 2, 3, 4, 5, 6, 7, 8]", 64, "width: 0.25\n"));
        bombs.add(space("kind: conv, kernel: [1, 3]", "16", 5000, ""));
        bombs.add("a: " + "[".repeat(50_000));
        bombs.add("a: " + "{b: ".repeat(50_000));
        bombs.add("a: &a [x, x]\n"
                + IntStream.range(0, 30)
                        .mapToObj(i -> "b" + i + ": &b" + i + " [*a, *a]\n")
                        .collect(Collectors.joining()));
        bombs.add("? [1, 2]\n: 3\n");
        bombs.add("<<: {name: x}\n");
        bombs.add("\uFEFF" + Spaces.TINY);
        for (String bomb : bombs) {
            check(bomb, NumberLimitsTest::useSpace);
        }
    }

    /** A space of equal stages; {@code top} are lines above the stem. */
    private static String space(String block, String channels, int stages, String top) {
        return """
            name: x
            input: {channels: 3, resolution: 32}
            activation: relu
            %sstem: {kernel: 3, stride: 1, channels: 16}
            stages:
            %shead: {classes: 10}
            """.formatted(
                        top,
                        Stream.generate(() -> "  - {channels: " + channels + ", block: {" + block + "}}\n")
                                .limit(stages)
                                .collect(Collectors.joining()));
    }

    /** Replaces each number by every {@code step}-th of the values. */
    private static void mutate(String text, int step, Consumer<String> use) {
        Matcher m = NUMBER.matcher(text);
        int index = 0;
        while (m.find()) {
            for (int v = index++ % step; v < VALUES.size(); v += step) {
                check(text.substring(0, m.start()) + VALUES.get(v) + text.substring(m.end()), use);
            }
        }
    }

    private static void check(String text, Consumer<String> use) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            use.accept(text);
        } catch (UserError e) {
            assertTrue(e.text().length() < 20_000, () -> e.text().substring(0, 1000));
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("not a UserError: " + text.substring(0, Math.min(3000, text.length())), e);
        }
        double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        assertTrue(seconds < SECONDS, () -> seconds + " s for " + text.substring(0, Math.min(3000, text.length())));
    }

    private static void useSpace(String text) {
        SearchSpace space = SpaceReader.read(YamlReader.read(FILE, text));
        var random = new SplittableRandom(1);
        for (int i = 0; i < 3; i++) {
            use(space.decode(space.sample(random)));
        }
    }

    private static void useArchitecture(String text) {
        use(ArchitectureFile.parse(FILE, text));
    }

    private static void use(Architecture architecture) {
        Network network = Lowering.lower(architecture);
        assertTrue(network.macs() >= 0 && network.params() >= 0, "negative costs");
        assertTrue(PeakMemory.bytes(network, Precision.FP32) > 0, "no memory");
        ArchitectureFile.parse(FILE, ArchitectureFile.format(architecture));
    }
}
