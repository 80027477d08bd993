package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Presets;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number of a space or architecture file, replaced by extreme values: the file is read, or a user's error names the place. */
class YamlNumbersTest {
    private static final Pattern NUMBER = Pattern.compile("(?<=[\\[ :,x_a-z-])\\d+(\\.\\d+)?(?=[\\],}\\s x_|]|$)");
    private static final List<String> EXTREMES = List.of(
            "-1",
            "0",
            "1",
            "1e999",
            "-0.0",
            ".nan",
            ".inf",
            "''",
            "0.5",
            "65536",
            "99999999",
            "2147483647",
            "2147483648",
            "9223372036854775808",
            "١٢",
            "[]",
            "[1, 1]",
            "{}",
            "~",
            "1_000",
            "0x7fffffff",
            "true");

    @TempDir
    private Path folder;

    /** The text with each of its numbers replaced by each extreme. */
    private static List<String> variants(String text) {
        List<String> variants = new ArrayList<>();
        Matcher m = NUMBER.matcher(text);
        while (m.find()) {
            for (String extreme : EXTREMES) {
                variants.add(text.substring(0, m.start()) + extreme + text.substring(m.end()));
            }
        }
        return variants;
    }

    @ParameterizedTest
    @ValueSource(strings = {"small-28", "mobilenet-v3-like", "small-32"})
    @Timeout(60)
    void aSearchSpaceWithAnyNumberIsReadOrRefused(String name) throws IOException {
        Path shipped = SpaceFile.FOLDER.resolve(name + ".yaml");
        List<String> variants = variants(Files.readString(shipped));
        assertTrue(variants.size() > 200, "numbers are found");
        int valid = 0;
        for (String text : variants) {
            Path file = Files.writeString(folder.resolve("space.yaml"), text);
            try {
                SearchSpace space = SpaceFile.read(file);
                Lowering.lower(space.decode(space.sample(new SplittableRandom(1))))
                        .macs();
                valid++;
            } catch (UserError e) {
                assertTrue(e.where().contains("space.yaml"), e.text());
            } catch (RuntimeException | Error e) {
                throw new AssertionError(text, e);
            }
        }
        assertTrue(valid > 0, "some variants are valid");
    }

    @Test
    @Timeout(60)
    void anArchitectureWithAnyNumberIsReadOrRefused() {
        String text =
                ArchitectureFile.format(Presets.byName("mobilenet-v3-small").architecture());
        for (String variant : variants(text)) {
            try {
                Architecture a = ArchitectureFile.parse(folder.resolve("a.yaml"), variant);
                Lowering.lower(a).macs();
            } catch (UserError e) {
                assertTrue(e.where().contains("a.yaml"), e.text());
            } catch (RuntimeException | Error e) {
                throw new AssertionError(variant, e);
            }
        }
    }
}
