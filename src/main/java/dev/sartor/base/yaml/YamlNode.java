package dev.sartor.base.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a YAML file, with its location. */
public sealed interface YamlNode {
    /** Maximum number of characters of a text in a message. */
    int MAX_MESSAGE = 100;

    SourceLocation location();

    /** The node in words, for error messages. */
    String description();

    /** A single value as it is written; the caller interprets it as text or number. */
    record Scalar(SourceLocation location, String text) implements YamlNode {
        @Override
        public String description() {
            return text.isEmpty() ? "nothing" : "'" + shortened(text) + "'";
        }
    }

    /** The beginning of a text that is too long for a message. */
    static String shortened(String text) {
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
    }

    /** A list: {@code [a, b]}, or lines that start with a dash. */
    record Sequence(SourceLocation location, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String description() {
            return "a list";
        }
    }

    /** Keys with values, in the file's order. */
    record Mapping(SourceLocation location, Map<String, YamlNode> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String description() {
            return "a group of keys";
        }
    }
}
