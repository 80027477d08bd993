package dev.sartor.base.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    private static final String TEXT = """
        # a comment

        name: 007
        list:
          - a          # another
          - {b: [1, 2.50], c: yes}

          -
            d: "x: y"
        empty:
        """;

    @Test
    void everyNodeHasItsLineAndPath() {
        var root = mapping(YamlReader.read(Path.of("f.yaml"), TEXT));
        assertEquals("f.yaml:3 name", root.entries().get("name").location().toString());
        var list = assertInstanceOf(YamlNode.Sequence.class, root.entries().get("list"));
        assertEquals("f.yaml:5 list[0]", list.items().get(0).location().toString());
        var b = assertInstanceOf(
                YamlNode.Sequence.class, mapping(list.items().get(1)).entries().get("b"));
        assertEquals("f.yaml:6 list[1].b[1]", b.items().get(1).location().toString());
        assertEquals(
                "f.yaml:9 list[2].d",
                mapping(list.items().get(2)).entries().get("d").location().toString());
        assertEquals("f.yaml:10 empty", root.entries().get("empty").location().toString());
    }

    @Test
    void scalarsKeepTheirText() {
        var root = mapping(YamlReader.read(Path.of("f.yaml"), TEXT));
        var list = assertInstanceOf(YamlNode.Sequence.class, root.entries().get("list"));
        var flow = mapping(list.items().get(1));
        assertEquals("007", text(root.entries().get("name")));
        assertEquals(
                List.of("1", "2.50"),
                ((YamlNode.Sequence) flow.entries().get("b"))
                        .items().stream().map(YamlReaderTest::text).toList());
        assertEquals("yes", text(flow.entries().get("c")));
        assertEquals("x: y", text(mapping(list.items().get(2)).entries().get("d")));
        assertEquals("", text(root.entries().get("empty")));
    }

    private static YamlNode.Mapping mapping(YamlNode node) {
        return assertInstanceOf(YamlNode.Mapping.class, node);
    }

    private static String text(YamlNode node) {
        return assertInstanceOf(YamlNode.Scalar.class, node).text();
    }
}
