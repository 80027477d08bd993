package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.base.yaml.YamlWriter;
import dev.sartor.network.Lowering;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Architectures as YAML files: name, input ({@code 3x224x224}), stem, blocks (block strings) and head ({@code none} for a
 * backbone). {@link #read} restores exactly what {@link #format} wrote.
 */
public final class ArchitectureFile {
    /** Texts that are written without quotes. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:null)$)[A-Za-z][A-Za-z0-9._/+-]*(:[A-Za-z0-9._/+-]+)*|\\d+x\\d+x\\d+");
    /** The lists with these keys are written with an item per line. */
    private static final Set<String> ITEM_PER_LINE = Set.of("blocks");

    private static final YamlWriter WRITER = new YamlWriter(PLAIN, ITEM_PER_LINE);
    private static final List<String> KEYS = List.of("name", "input", "stem", "blocks", "head");
    private static final List<String> STEM_KEYS = List.of("kernel", "stride", "channels", "activation");

    private static final int MAX_BLOCKS = 1 << 12;

    private ArchitectureFile() {}

    /** The architecture of a file. Every mistake in it is a {@link UserError} with file, line and key. */
    public static Architecture read(Path file) {
        return read(YamlReader.read(file));
    }

    /** The architecture of a text; {@code file} is used only in messages. */
    public static Architecture parse(Path file, String text) {
        return read(YamlReader.read(file, text));
    }

    /** The file content of an architecture. */
    public static String format(Architecture a) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("name", a.name());
        entries.put("input", a.input().toString());
        entries.put("stem", stem(a.stem()));
        entries.put("blocks", a.blockStrings());
        entries.put("head", head(a.head()));
        return WRITER.write(entries);
    }

    private static Map<String, Object> stem(Stem stem) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("kernel", stem.kernel());
        entries.put("stride", stem.stride());
        entries.put("channels", stem.channels());
        entries.put("activation", word(stem.activation()));
        return entries;
    }

    private static Object head(Head head) {
        return switch (head) {
            case Head.Backbone _ -> "none";
            case Head.Classifier h -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                entries.put("channels", h.convChannels());
                entries.put("hidden", h.hiddenChannels());
                if (h.hiddenNorm()) {
                    entries.put("hidden_norm", true);
                }
                entries.put("classes", h.classes());
                entries.put("activation", word(h.activation()));
                entries.put("dropout", new BigDecimal(BlockStrings.formatNumber(h.dropout())));
                yield entries;
            }
        };
    }

    private static String word(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    private static Architecture read(YamlNode root) {
        YamlFields fields = YamlFields.of(root, KEYS);
        Shape input = input(fields.required("input"));
        Stem stem = stem(YamlFields.of(fields.required("stem"), STEM_KEYS));
        return new Architecture(
                fields.string("name"),
                input,
                stem,
                blocks(fields.list("blocks"), stem, input),
                head(fields.required("head")));
    }

    private static Shape input(YamlNode node) {
        String text = YamlValues.string(node);
        try {
            return Shape.parse(text)
                    .filter(RangeChecks::isAllowed)
                    .orElseThrow(() -> node.location()
                            .error(
                                    "this must be an input shape, not " + node.description(),
                                    "write channels x height x width, such as 3x224x224, at most 4096x8192x8192"));
        } catch (IllegalArgumentException e) {
            throw node.location().error(e.getMessage(), "write a value in that range");
        }
    }

    private static Stem stem(YamlFields stem) {
        return new Stem(
                RangeChecks.kernel(stem.required("kernel")),
                RangeChecks.stride(stem.required("stride")),
                RangeChecks.channels(stem.required("channels")),
                YamlValues.oneOf(stem.required("activation"), AttributeReader.ACTIVATIONS));
    }

    private static List<Block> blocks(List<YamlNode> items, Stem stem, Shape input) {
        List<Block> blocks = new ArrayList<>();
        Shape shape = input.convolutionOutput(stem.stride(), stem.channels());
        for (YamlNode item : items) {
            try {
                RangeChecks.atMost(MAX_BLOCKS, "blocks", item, blocks);
                for (Block block : BlockStrings.parse(YamlValues.string(item), BlockStrings.Defaults.NONE)) {
                    shape = Lowering.lower(block, shape).output();
                    blocks.add(block);
                }
            } catch (UserError e) {
                throw e.where().startsWith(item.location().toString())
                        ? e
                        : e.withLocation(item.location() + ", " + e.where());
            }
        }
        return blocks;
    }

    private static Head head(YamlNode node) {
        if (node instanceof YamlNode.Mapping
                && HeadReader.fields(node).optional("follows_width").isPresent()) {
            throw HeadReader.fields(node)
                    .required("follows_width")
                    .location()
                    .error(
                            "the channels of an architecture are final: no width multiplier scales them",
                            "leave it out");
        }
        List<Head> heads = HeadReader.heads(node, SharedAttributes.EMPTY);
        if (heads.size() > 1) {
            throw node.location()
                    .error("an architecture has one head, not a choice of " + heads.size(), "write single values");
        }
        return heads.getFirst();
    }
}
