package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Presets;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Property test: a file with random changes is read or refused with a {@link UserError}; no other exception is thrown. */
class DamagedFileTest {
    private static final Path FILE = Path.of("damaged.yaml");
    private static final String PIECES = "[]{}:,-\"'#&*!|>%@0123456789.e \n\tabk\u00e9\u0000";

    @Test
    void everyPrefixOfASpaceIsReadOrRefused() {
        for (int end = 0; end < Spaces.TINY.length(); end++) {
            readOrRefuse(Spaces.TINY.substring(0, end), t -> SpaceReader.read(YamlReader.read(FILE, t)));
        }
    }

    @Test
    void damagedSpacesAreReadOrRefused() {
        damage(Spaces.TINY, 1500, t -> SpaceReader.read(YamlReader.read(FILE, t)));
    }

    @Test
    void damagedArchitecturesAreReadOrRefused() {
        damage(
                ArchitectureFile.format(Presets.byName("mobilenet-v3-small").withWidth(1)),
                1500,
                t -> ArchitectureFile.parse(FILE, t));
    }

    @Test
    void anOverlongFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("long.yaml"), "name: " + "x".repeat(8_000_000));
        var error = assertThrows(UserError.class, () -> SpaceFile.read(file));
        assertTrue(error.getMessage().contains("longer than"), error.text());
    }

    private static void damage(String text, int times, Consumer<String> read) {
        var random = new SplittableRandom(21);
        for (int i = 0; i < times; i++) {
            String damaged = text;
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                damaged = damage(damaged, random);
            }
            readOrRefuse(damaged, read);
        }
    }

    private static String damage(String text, RandomGenerator random) {
        int at = random.nextInt(text.length());
        int until = Math.min(text.length(), at + random.nextInt(4));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(until);
            case 1 -> text.substring(0, at) + PIECES.charAt(random.nextInt(PIECES.length())) + text.substring(at);
            default -> text.substring(0, at) + PIECES.charAt(random.nextInt(PIECES.length())) + text.substring(until);
        };
    }

    private static void readOrRefuse(String text, Consumer<String> read) {
        try {
            read.accept(text);
        } catch (UserError e) {
            assertTrue(e.where().startsWith("damaged.yaml") || e.where().startsWith("the space's"), e.text());
        } catch (RuntimeException e) {
            throw new AssertionError("not a UserError: " + text, e);
        }
    }
}
