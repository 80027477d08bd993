package dev.sartor.base.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class YamlWriterTest {
    private static final YamlWriter WRITER = new YamlWriter(Pattern.compile("(?!null$)[a-z_0-9]+"), Set.of("blocks"));

    @Test
    void valuesAreInFlowStyleAndSomeListsHaveOneItemPerLine() {
        Map<String, Object> stem = new LinkedHashMap<>();
        stem.put("kernel", 3);
        stem.put("activation", "relu");
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("name", "a: b \"c\" \\");
        entries.put("stem", stem);
        entries.put("tables", List.of("a", "b c"));
        entries.put("blocks", List.of("ir_r1", "cn_r1"));
        entries.put("seconds", new BigDecimal("1E+3"));
        entries.put("seed", -7L);
        assertEquals("""
            # What this is.
            name: "a: b \\"c\\" \\\\"
            stem: {kernel: 3, activation: relu}
            tables: [a, "b c"]
            blocks:
              - ir_r1
              - cn_r1
            seconds: 1000
            seed: -7
            """, WRITER.write("What this is.", entries));
    }

    @Test
    void longLinesAreNotSplitAndEveryTextIsReadUnchanged() {
        List<String> texts = List.of("x ".repeat(200), "null", "é\t\u0001", "- a", "#", "", "12");
        String text = WRITER.write(Map.of("texts", texts));
        assertEquals(1, text.lines().count());
        YamlFields fields = YamlFields.of(YamlReader.read(Path.of("t.yaml"), text), List.of("texts"));
        assertEquals(
                texts,
                fields.list("texts").stream()
                        .map(n -> ((YamlNode.Scalar) n).text())
                        .toList());
    }

    @Test
    void listsOfManyItemsAreWrittenOnOneLine() {
        assertEquals(
                1,
                WRITER.write(Map.of("a", Collections.nCopies(100, "word")))
                        .lines()
                        .count());
    }
}
