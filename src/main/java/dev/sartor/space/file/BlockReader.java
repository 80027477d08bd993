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
 * Reads the alternatives of a block. Each item of the list is a block string without stride and channels, or a group of keys
 * that stands for all combinations of their choices. The blocks have stride 1 and
 * {@link BlockChoices#PLACEHOLDER_CHANNELS} channels, which the stage replaces later.
 */
final class BlockReader {
    private static final List<String> KEYS =
            Stream.concat(Stream.of("kind"), AttributeReader.keys().stream()).toList();

    private final SharedAttributes shared;
    private final Set<Block> blocks = new LinkedHashSet<>();

    private BlockReader(SharedAttributes shared) {
        this.shared = shared;
    }

    /**
     * All alternatives in the order of the file; a repeated one is a {@link UserError}.
     *
     * @param shared attributes of the stage and the whole network, for blocks that do not set them
     */
    static List<Block> read(YamlNode node, SharedAttributes shared) {
        var alternatives = new BlockReader(shared);
        for (YamlNode item : node instanceof YamlNode.Sequence ? YamlValues.list(node) : List.of(node)) {
            alternatives.addItem(item);
        }
        return List.copyOf(alternatives.blocks);
    }

    private void addItem(YamlNode item) {
        switch (item) {
            case YamlNode.Scalar s -> add(s.location(), blockString(s));
            case YamlNode.Mapping m -> addCombinations(YamlFields.of(m, KEYS));
            case YamlNode.Sequence s ->
                throw s.location().error("this must be a block, not a list", "write keys (kind: …) or a block string");
        }
    }

    private Block blockString(YamlNode.Scalar item) {
        String text = YamlValues.string(item);
        if (BlockKind.byYamlName().containsKey(text)) {
            throw item.location()
                    .error(
                            "'" + text + "' is a kind of block, not a block string",
                            "write {kind: " + text + "} and the other keys of that kind");
        }
        if (BlockStrings.containsStageTokens(text)) {
            throw item.location()
                    .error(
                            "block string '" + text + "' has repeats, stride or channels",
                            "leave out r, s and c, which the stage sets");
        }
        Optional<Activation> activation =
                shared.token(BlockAttribute.ACTIVATION).flatMap(Activation::ofToken);
        return parse(item.location(), text, new BlockStrings.Defaults(activation, SqueezeExcite.Form.MOBILENET_V3));
    }

    private static Block parse(SourceLocation location, String text, BlockStrings.Defaults defaults) {
        try {
            return BlockStrings.parse(text + "_c" + BlockChoices.PLACEHOLDER_CHANNELS, defaults)
                    .getFirst();
        } catch (UserError e) {
            throw e.withLocation(location + ", " + e.where());
        }
    }

    /** Adds all combinations of the choices of these keys. */
    private void addCombinations(YamlFields fields) {
        List<BlockKind> kinds =
                YamlValues.choices(fields.required("kind"), n -> YamlValues.oneOf(n, BlockKind.byYamlName()));
        refuseUnused(fields, kinds);
        for (BlockKind kind : kinds) {
            // block strings, each extended by one attribute after another
            List<String> texts = List.of(kind.token());
            for (BlockAttribute attribute : kind.attributes()) {
                if (attribute.yamlKey().isPresent()) {
                    texts = RangeChecks.atMostMaxAlternatives(
                            fields.location(), "a block", append(texts, tokens(fields, kind, attribute)));
                }
            }
            for (String text : texts) {
                add(fields.location(), parse(fields.location(), text, BlockStrings.Defaults.NONE));
            }
        }
    }

    private static void refuseUnused(YamlFields fields, List<BlockKind> kinds) {
        for (BlockAttribute attribute : AttributeReader.SETTABLE) {
            var node = AttributeReader.optional(fields, attribute);
            if (node.isPresent() && kinds.stream().noneMatch(k -> k.attributes().contains(attribute))) {
                throw node.get()
                        .location()
                        .error(
                                "no kind of this block has the attribute '"
                                        + attribute.yamlKey().orElseThrow() + "' ("
                                        + kinds.stream()
                                                .map(BlockKind::yamlName)
                                                .collect(Collectors.joining(", ")) + ")",
                                "leave it out");
            }
        }
    }

    private List<String> tokens(YamlFields fields, BlockKind kind, BlockAttribute attribute) {
        return AttributeReader.optional(fields, attribute)
                .map(n -> YamlValues.choices(n, v -> AttributeReader.token(v, attribute)))
                .or(() -> shared.token(attribute).map(List::of))
                .orElseThrow(() -> fields.location()
                        .error(
                                "kind '" + kind.yamlName() + "' needs '"
                                        + attribute.yamlKey().orElseThrow() + "'",
                                "set it here, in the stage, or for the whole network"));
    }

    /** Each text with each token. */
    private static List<String> append(List<String> texts, List<String> tokens) {
        List<String> product = new ArrayList<>();
        for (String text : texts) {
            for (String token : tokens) {
                // ratio 0 stands for no squeeze-excite, for which block strings have no token
                product.add(token.equals("se0") ? text : text + "_" + token);
            }
        }
        return product;
    }

    private void add(SourceLocation location, Block block) {
        if (!blocks.add(block)) {
            throw location.error("alternative " + BlockStrings.label(block) + " is repeated", "leave one of them out");
        }
    }
}
