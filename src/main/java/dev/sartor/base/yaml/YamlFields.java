package dev.sartor.base.yaml;

import dev.sartor.base.Suggestions;
import java.util.List;
import java.util.Optional;

/** Strict reader of one mapping: it accepts only known keys and values of the expected type. */
public final class YamlFields {
    private final YamlNode.Mapping mapping;

    private YamlFields(YamlNode.Mapping mapping) {
        this.mapping = mapping;
    }

    /** The fields of a node; one that is not a mapping, or has a key that is not in {@code known}, is a {@link dev.sartor.base.UserError}. */
    public static YamlFields of(YamlNode node, List<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw node.location()
                    .error("keys are expected here, not " + node.description(), "keys: " + String.join(", ", known));
        }
        mapping.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.location()
                        .error("unknown key '" + YamlNode.shortened(key) + "'", Suggestions.fix(key, known));
            }
        });
        return new YamlFields(mapping);
    }

    public SourceLocation location() {
        return mapping.location();
    }

    public Optional<YamlNode> optional(String key) {
        return Optional.ofNullable(mapping.entries().get(key));
    }

    public YamlNode required(String key) {
        return optional(key)
                .orElseThrow(
                        () -> location().error("key '" + key + "' is missing", "add '" + key + ":' and its value"));
    }

    /** The text of a required key. */
    public String string(String key) {
        return YamlValues.string(required(key));
    }

    /** The text of an optional key. */
    public String string(String key, String defaultValue) {
        return optional(key).map(YamlValues::string).orElse(defaultValue);
    }

    /** The whole number of an optional key. */
    public int integer(String key, int defaultValue) {
        return optional(key).map(YamlValues::integer).orElse(defaultValue);
    }

    /** The number of an optional key. */
    public double number(String key, double defaultValue) {
        return optional(key).map(YamlValues::number).orElse(defaultValue);
    }

    /** The items of a required list, at least one. */
    public List<YamlNode> list(String key) {
        return YamlValues.list(required(key));
    }
}
