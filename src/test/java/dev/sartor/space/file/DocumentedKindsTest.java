package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.BlockAttribute;
import dev.sartor.arch.BlockKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code search-spaces/README.md} lists every kind of block with all its attributes. */
class DocumentedKindsTest {
    private static final Path README = Path.of("search-spaces/README.md");

    @ParameterizedTest
    @EnumSource(BlockKind.class)
    void everyKindIsInTheTableWithItsAttributes(BlockKind kind) throws IOException {
        String row = Files.readAllLines(README).stream()
                .filter(l -> l.startsWith("| `") && l.contains("`" + kind.yamlName() + "`"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + kind.yamlName()));
        List<String> words =
                kind.attributes().stream().flatMap(a -> a.yamlKey().stream()).toList();
        String cell = row.split("\\|")[2];
        var stated = new TreeSet<>(Pattern.compile("[a-z_]+")
                .matcher(cell.replaceAll("\\(.*?\\)", ""))
                .results()
                .map(m -> m.group())
                .toList());
        assertEquals(words.isEmpty() ? new TreeSet<>(List.of("none")) : new TreeSet<>(words), stated);
    }

    @ParameterizedTest
    @EnumSource(BlockAttribute.class)
    void everyAttributeIsExplained(BlockAttribute attribute) throws IOException {
        String text = Files.readString(README);
        attribute.yamlKey().ifPresent(w -> assertTrue(text.contains("`" + w + "`"), w));
    }
}
