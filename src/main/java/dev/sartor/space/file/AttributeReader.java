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

/** Reads the attributes that a space may state of blocks: for one block, for a stage, or for the whole network. */
final class AttributeReader {
    static final Map<String, Activation> ACTIVATIONS = activations();

    /** What a space may state, in the order in which choices of it are combined. */
    static final List<BlockAttribute> STATED = Arrays.stream(BlockAttribute.values())
            .filter(a -> a.word().isPresent())
            .toList();

    private AttributeReader() {}

    /** The keys of a file. */
    static List<String> keys() {
        return STATED.stream().flatMap(a -> a.word().stream()).toList();
    }

    /** What a file states of an attribute. */
    static Optional<YamlNode> optional(YamlFields fields, BlockAttribute attribute) {
        return attribute.word().flatMap(fields::optional);
    }

    /** The value as the token of a block string: {@code k3}, {@code se0.25}, {@code nr6}. */
    static String token(YamlNode node, BlockAttribute attribute) {
        if (attribute == BlockAttribute.ACTIVATION) {
            return YamlValues.named(node, ACTIVATIONS).token();
        }
        double value = YamlValues.number(node);
        try {
            attribute.check(value);
        } catch (IllegalArgumentException e) {
            throw node.place().error(e.getMessage(), "write a value in that range");
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
