package dev.sartor.base.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a YAML file, with its location. */
public sealed interface YamlNode {

    SourceLocation place();

    /** The node in words, for error messages. */
    String what();

    /** A single value as it is written; the caller interprets it as text or number. */
    record Scalar(SourceLocation place, String text) implements YamlNode {
        @Override
        public String what() {
            return text.isEmpty() ? "nothing" : "'" + text + "'";
        }
    }

    /** {@code [a, b]}, or lines that start with a dash. */
    record Sequence(SourceLocation place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }
    }

    /** Keys with values, in the file's order. */
    record Mapping(SourceLocation place, Map<String, YamlNode> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String what() {
            return "a group of keys";
        }
    }
}
