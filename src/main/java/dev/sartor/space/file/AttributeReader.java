package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.BlockAttribute;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads block attributes in a search space file: of one block, of a stage, or of the whole network. */
final class AttributeReader {
    static final Map<String, Activation> ACTIVATIONS = activations();

    /** The attributes that a search space file can set, in the order in which their choices are combined. */
    static final List<BlockAttribute> SETTABLE = Arrays.stream(BlockAttribute.values())
            .filter(a -> a.yamlKey().isPresent())
            .toList();

    private AttributeReader() {}

    /** The keys of {@link #SETTABLE} in a file. */
    static List<String> keys() {
        return SETTABLE.stream().flatMap(a -> a.yamlKey().stream()).toList();
    }

    /** The node of an attribute, if the file sets it. */
    static Optional<YamlNode> optional(YamlFields fields, BlockAttribute attribute) {
        return attribute.yamlKey().flatMap(fields::optional);
    }

    /** The value of a node as a token of a block string: {@code k3}, {@code se0.25}, {@code nr6}. */
    static String token(YamlNode node, BlockAttribute attribute) {
        if (attribute == BlockAttribute.ACTIVATION) {
            return YamlValues.oneOf(node, ACTIVATIONS).token();
        }
        double value = YamlValues.number(node);
        try {
            attribute.check(value);
        } catch (IllegalArgumentException e) {
            throw node.location().error(e.getMessage(), "write a value in that range");
        }
        return attribute.token(value);
    }

    private static Map<String, Activation> activations() {
        Map<String, Activation> names = new LinkedHashMap<>();
        for (Activation a : Activation.values()) {
            names.put(a.name().toLowerCase(Locale.ROOT), a);
        }
        return names;
    }
}
