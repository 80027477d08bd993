package dev.sartor.space.file;

import dev.sartor.arch.BlockAttribute;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlValues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One combination of the attributes that all blocks of a stage, or of the whole network, share.
 *
 * @param tokens for each attribute its value as a token of a block string: {@code k5}
 * @param label  the tokens of those attributes that have several values in the file: {@code k5_se0.25}
 */
record SharedAttributes(Map<BlockAttribute, String> tokens, String label) {
    static final SharedAttributes EMPTY = new SharedAttributes(Map.of(), "");

    SharedAttributes {
        tokens = Map.copyOf(tokens);
    }

    /** All combinations of the attributes in these fields; a single one if none of them has several values. */
    static List<SharedAttributes> read(YamlFields fields) {
        List<SharedAttributes> combinations = List.of(EMPTY);
        for (BlockAttribute attribute : AttributeReader.SETTABLE) {
            var node = AttributeReader.optional(fields, attribute);
            if (node.isPresent()) {
                combinations = RangeChecks.atMostMaxAlternatives(
                        fields.location(),
                        "the combination of shared attributes here",
                        product(
                                combinations,
                                attribute,
                                YamlValues.choices(node.get(), n -> AttributeReader.token(n, attribute))));
            }
        }
        return combinations;
    }

    private static List<SharedAttributes> product(
            List<SharedAttributes> combinations, BlockAttribute attribute, List<String> tokens) {
        List<SharedAttributes> product = new ArrayList<>();
        for (SharedAttributes combination : combinations) {
            for (String token : tokens) {
                boolean hasSeveralValues = tokens.size() > 1;
                product.add(combination.with(attribute, token, hasSeveralValues));
            }
        }
        return product;
    }

    /** @param labelled whether the label contains the token */
    private SharedAttributes with(BlockAttribute attribute, String token, boolean labelled) {
        Map<BlockAttribute, String> more = new EnumMap<>(BlockAttribute.class);
        more.putAll(tokens);
        more.put(attribute, token);
        return new SharedAttributes(more, !labelled ? label : label.isEmpty() ? token : label + "_" + token);
    }

    /** These attributes, and those of {@code outer} that are not set here. */
    SharedAttributes withDefaults(SharedAttributes outer) {
        Map<BlockAttribute, String> all = new EnumMap<>(BlockAttribute.class);
        all.putAll(outer.tokens);
        all.putAll(tokens);
        return new SharedAttributes(all, label);
    }

    /** The token in effect for an attribute; empty if there is none. */
    Optional<String> token(BlockAttribute attribute) {
        return Optional.ofNullable(tokens.get(attribute)).or(attribute::defaultToken);
    }

    static List<String> labels(List<SharedAttributes> combinations) {
        return combinations.stream().map(SharedAttributes::label).collect(Collectors.toUnmodifiableList());
    }
}
