package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockAttribute;
import dev.sartor.arch.BlockKind;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.SourceLocation;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.space.genome.BlockChoices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a block may be: a list whose items are block strings without stride and channels, or groups of keys that
 * stand for the cross product of their choices. The blocks have stride 1 and {@link BlockChoices#CHANNELS} channels, until a stage
 * places them.
 */
final class BlockReader {
    private static final List<String> KEYS =
            Stream.concat(Stream.of("kind"), AttributeReader.keys().stream()).toList();

    private final SharedAttributes setting;
    private final Set<Block> blocks = new LinkedHashSet<>();

    private BlockReader(SharedAttributes setting) {
        this.setting = setting;
    }

    /** All alternatives under a setting, in the file's order; one that stands twice is a {@link UserError}. */
    static List<Block> read(YamlNode node, SharedAttributes setting) {
        var alternatives = new BlockReader(setting);
        for (YamlNode item : node instanceof YamlNode.Sequence ? YamlValues.list(node) : List.of(node)) {
            alternatives.item(item);
        }
        return List.copyOf(alternatives.blocks);
    }

    private void item(YamlNode item) {
        switch (item) {
            case YamlNode.Scalar s -> add(s.place(), string(s));
            case YamlNode.Mapping m -> product(YamlFields.of(m, KEYS));
            case YamlNode.Sequence s ->
                throw s.place().error("a block is wanted here, not a list", "write keys (kind: …) or a block string");
        }
    }

    private Block string(YamlNode.Scalar item) {
        String text = YamlValues.text(item);
        if (BlockKind.byWord().containsKey(text)) {
            throw item.place()
                    .error(
                            "'" + text + "' is a kind, and a block string is wanted here",
                            "write {kind: " + text + "} with the kind's keys");
        }
        if (BlockStrings.statesPlace(text)) {
            throw item.place()
                    .error(
                            "block string '" + text + "' states repeats, stride or channels",
                            "leave out r, s and c: the stage states them");
        }
        Optional<Activation> activation =
                setting.token(BlockAttribute.ACTIVATION).flatMap(Activation::ofToken);
        return parse(item.place(), text, new BlockStrings.Defaults(activation, SqueezeExcite.Form.HARD));
    }

    private static Block parse(SourceLocation place, String text, BlockStrings.Defaults defaults) {
        try {
            return BlockStrings.parse(text + "_c" + BlockChoices.CHANNELS, defaults)
                    .getFirst();
        } catch (UserError e) {
            throw e.at(place + ", " + e.where());
        }
    }

    private void product(YamlFields fields) {
        List<BlockKind> kinds =
                YamlValues.choice(fields.required("kind"), n -> YamlValues.named(n, BlockKind.byWord()));
        refuseUnused(fields, kinds);
        for (BlockKind kind : kinds) {
            List<String> texts = List.of(kind.token());
            for (BlockAttribute attribute : kind.attributes()) {
                if (attribute.word().isPresent()) {
                    texts = append(texts, tokens(fields, kind, attribute));
                }
            }
            for (String text : texts) {
                add(fields.place(), parse(fields.place(), text, BlockStrings.Defaults.NONE));
            }
        }
    }

    private static void refuseUnused(YamlFields fields, List<BlockKind> kinds) {
        for (BlockAttribute attribute : AttributeReader.STATED) {
            var stated = AttributeReader.optional(fields, attribute);
            if (stated.isPresent()
                    && kinds.stream().noneMatch(k -> k.attributes().contains(attribute))) {
                throw stated.get()
                        .place()
                        .error(
                                "no kind of this block has '" + attribute.word().orElseThrow() + "' ("
                                        + kinds.stream().map(BlockKind::word).collect(Collectors.joining(", ")) + ")",
                                "leave it out");
            }
        }
    }

    private List<String> tokens(YamlFields fields, BlockKind kind, BlockAttribute attribute) {
        return AttributeReader.optional(fields, attribute)
                .map(n -> YamlValues.choice(n, v -> AttributeReader.token(v, attribute)))
                .or(() -> setting.token(attribute).map(List::of))
                .orElseThrow(() -> fields.place()
                        .error(
                                "kind '" + kind.word() + "' needs '"
                                        + attribute.word().orElseThrow() + "'",
                                "state it here, in the stage, or for the whole network"));
    }

    private static List<String> append(List<String> texts, List<String> tokens) {
        List<String> product = new ArrayList<>();
        for (String text : texts) {
            for (String token : tokens) {
                // a squeeze-excite of ratio 0 is none, and a block string does not say so
                product.add(token.equals("se0") ? text : text + "_" + token);
            }
        }
        return product;
    }

    private void add(SourceLocation place, Block block) {
        if (!blocks.add(block)) {
            throw place.error("alternative " + BlockStrings.label(block) + " stands twice", "leave one of them out");
        }
    }
}
