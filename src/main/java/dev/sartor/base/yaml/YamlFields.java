package dev.sartor.base.yaml;

import dev.sartor.base.Suggestions;
import java.util.List;
import java.util.Optional;

/** Strict reader of one mapping: only known keys, values of the expected type. */
public final class YamlFields {
    private final YamlNode.Mapping mapping;

    private YamlFields(YamlNode.Mapping mapping) {
        this.mapping = mapping;
    }

    /** The node as keys, all of them among {@code known}. */
    public static YamlFields of(YamlNode node, List<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw node.place().error("keys are wanted here, not " + node.what(), "keys: " + String.join(", ", known));
        }
        mapping.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.place().error("unknown key '" + key + "'", Suggestions.fix(key, known));
            }
        });
        return new YamlFields(mapping);
    }

    public SourceLocation place() {
        return mapping.place();
    }

    public Optional<YamlNode> optional(String key) {
        return Optional.ofNullable(mapping.entries().get(key));
    }

    public YamlNode required(String key) {
        return optional(key)
                .orElseThrow(() -> place().error("key '" + key + "' is missing", "add '" + key + ":' and its value"));
    }

    /** A required text. */
    public String text(String key) {
        return YamlValues.text(required(key));
    }

    /** An optional text. */
    public String text(String key, String otherwise) {
        return optional(key).map(YamlValues::text).orElse(otherwise);
    }

    /** An optional whole number. */
    public int whole(String key, int otherwise) {
        return optional(key).map(YamlValues::whole).orElse(otherwise);
    }

    /** An optional number. */
    public double number(String key, double otherwise) {
        return optional(key).map(YamlValues::number).orElse(otherwise);
    }

    /** The items of a required list, which is not empty. */
    public List<YamlNode> list(String key) {
        return YamlValues.list(required(key));
    }
}
