package dev.sartor.space;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockAttribute;
import dev.sartor.arch.BlockKind;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.arch.UserError;
import dev.sartor.space.yaml.Fields;
import dev.sartor.space.yaml.Place;
import dev.sartor.space.yaml.Values;
import dev.sartor.space.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a block may be: a list whose items are block strings without stride and channels, or groups of keys that
 * stand for the cross product of their choices. The blocks have stride 1 and {@link Menu#CHANNELS} channels, until a stage
 * places them.
 */
final class Alternatives {
    private static final List<String> KEYS =
            Stream.concat(Stream.of("kind"), AttributeReader.keys().stream()).toList();

    private final Setting setting;
    private final Set<Block> blocks = new LinkedHashSet<>();

    private Alternatives(Setting setting) {
        this.setting = setting;
    }

    /** All alternatives under a setting, in the file's order; one that stands twice is a {@link UserError}. */
    static List<Block> read(YamlNode node, Setting setting) {
        var alternatives = new Alternatives(setting);
        for (YamlNode item : node instanceof YamlNode.Sequence ? Values.list(node) : List.of(node)) {
            alternatives.item(item);
        }
        return List.copyOf(alternatives.blocks);
    }

    private void item(YamlNode item) {
        switch (item) {
            case YamlNode.Scalar s -> add(s.place(), string(s));
            case YamlNode.Mapping m -> product(Fields.of(m, KEYS));
            case YamlNode.Sequence s -> throw s.place().error("a block is wanted here, not a list",
                    "write keys (kind: …) or a block string");
        }
    }

    private Block string(YamlNode.Scalar item) {
        String text = Values.text(item);
        if (BlockKind.byWord().containsKey(text)) {
            throw item.place().error("'" + text + "' is a kind, and a block string is wanted here",
                    "write {kind: " + text + "} with the kind's keys");
        }
        if (BlockStrings.statesPlace(text)) {
            throw item.place().error("block string '" + text + "' states repeats, stride or channels",
                    "leave out r, s and c: the stage states them");
        }
        Optional<Activation> activation = setting.token(BlockAttribute.ACTIVATION).flatMap(Activation::ofToken);
        return parse(item.place(), text, new BlockStrings.Defaults(activation, SqueezeExcite.Form.HARD));
    }

    private static Block parse(Place place, String text, BlockStrings.Defaults defaults) {
        try {
            return BlockStrings.parse(text + "_c" + Menu.CHANNELS, defaults).getFirst();
        } catch (UserError e) {
            throw e.at(place + ", " + e.where());
        }
    }

    private void product(Fields fields) {
        List<BlockKind> kinds = Values.choice(fields.required("kind"), n -> Values.named(n, BlockKind.byWord()));
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

    private static void refuseUnused(Fields fields, List<BlockKind> kinds) {
        for (BlockAttribute attribute : AttributeReader.STATED) {
            var stated = AttributeReader.optional(fields, attribute);
            if (stated.isPresent() && kinds.stream().noneMatch(k -> k.attributes().contains(attribute))) {
                throw stated.get().place().error("no kind of this block has '" + attribute.word().orElseThrow() + "' ("
                        + kinds.stream().map(BlockKind::word).collect(Collectors.joining(", ")) + ")", "leave it out");
            }
        }
    }

    private List<String> tokens(Fields fields, BlockKind kind, BlockAttribute attribute) {
        return AttributeReader.optional(fields, attribute)
                .map(n -> Values.choice(n, v -> AttributeReader.token(v, attribute)))
                .or(() -> setting.token(attribute).map(List::of))
                .orElseThrow(() -> fields.place().error("kind '" + kind.word() + "' needs '" + attribute.word().orElseThrow() + "'",
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

    private void add(Place place, Block block) {
        if (!blocks.add(block)) {
            throw place.error("alternative " + BlockStrings.label(block) + " stands twice", "leave one of them out");
        }
    }
}
