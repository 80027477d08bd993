package dev.sartor.space;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.arch.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.space.yaml.Fields;
import dev.sartor.space.yaml.Values;
import dev.sartor.space.yaml.YamlNode;
import dev.sartor.space.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Architectures as YAML: name, input ({@code 3x224x224}), stem, blocks (block strings) and head ({@code none} for a
 * backbone). What {@link #format} writes, {@link #read} gives back unchanged.
 */
public final class ArchitectureFile {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/+-]*(:[A-Za-z0-9._/+-]+)*");
    private static final List<String> KEYS = List.of("name", "input", "stem", "blocks", "head");
    private static final List<String> STEM_KEYS = List.of("kernel", "stride", "channels", "activation");

    private ArchitectureFile() {
    }

    /** The architecture of a file; every mistake in it is a {@link UserError} with file, line and path. */
    public static Architecture read(Path file) {
        return read(YamlReader.read(file));
    }

    /** The architecture of a text; {@code file} is only for the messages. */
    public static Architecture parse(Path file, String text) {
        return read(YamlReader.read(file, text));
    }

    /** The text of an architecture's file, to be written by {@code dev.sartor.data.AtomicFile}. */
    public static String format(Architecture a) {
        var out = new StringBuilder();
        out.append("name: ").append(quoted(a.name())).append('\n');
        out.append("input: ").append(a.input()).append('\n');
        out.append("stem: {kernel: ").append(a.stem().kernel()).append(", stride: ").append(a.stem().stride())
                .append(", channels: ").append(a.stem().channels()).append(", activation: ")
                .append(word(a.stem().activation())).append("}\n");
        out.append("blocks:\n");
        a.blockStrings().forEach(b -> out.append("  - ").append(b).append('\n'));
        out.append("head: ").append(format(a.head())).append('\n');
        return out.toString();
    }

    private static String format(Head head) {
        return switch (head) {
            case Head.Backbone _ -> "none";
            case Head.Classifier h -> "{channels: " + h.convChannels() + ", hidden: " + h.hiddenChannels()
                    + (h.hiddenNorm() ? ", hidden_norm: true" : "") + ", classes: " + h.classes() + ", activation: " + word(h.activation()) + ", dropout: "
                    + BlockStrings.number(h.dropout()) + "}";
        };
    }

    private static String word(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String name) {
        if (PLAIN.matcher(name).matches() && !name.equalsIgnoreCase("null")) {
            return name;
        }
        var out = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                default -> out.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return out.append('"').toString();
    }

    private static Architecture read(YamlNode root) {
        Fields fields = Fields.of(root, KEYS);
        Shape input = input(fields.required("input"));
        Stem stem = stem(Fields.of(fields.required("stem"), STEM_KEYS));
        return new Architecture(fields.text("name"), input, stem, blocks(fields.list("blocks"), stem, input),
                head(fields.required("head")));
    }

    private static Shape input(YamlNode node) {
        String text = Values.text(node);
        try {
            return Shape.parse(text).orElseThrow(() -> node.place().error("an input shape is wanted here, not " + node.what(),
                    "write channels x height x width, such as 3x224x224"));
        } catch (IllegalArgumentException e) {
            throw node.place().error(e.getMessage(), "write a value in that range");
        }
    }

    private static Stem stem(Fields stem) {
        return new Stem(Ranges.kernel(stem.required("kernel")), Ranges.stride(stem.required("stride")),
                Ranges.channels(stem.required("channels")),
                Values.named(stem.required("activation"), AttributeReader.ACTIVATIONS));
    }

    private static List<Block> blocks(List<YamlNode> items, Stem stem, Shape input) {
        List<Block> blocks = new ArrayList<>();
        Shape shape = input.strided(stem.stride(), stem.channels());
        for (YamlNode item : items) {
            try {
                for (Block block : BlockStrings.parse(Values.text(item), BlockStrings.Defaults.NONE)) {
                    shape = Lowering.lower(block, shape).output();
                    blocks.add(block);
                }
            } catch (UserError e) {
                throw e.where().startsWith(item.place().toString()) ? e : e.at(item.place() + ", " + e.where());
            }
        }
        return blocks;
    }

    private static Head head(YamlNode node) {
        if (node instanceof YamlNode.Mapping && HeadReader.fields(node).optional("follows_width").isPresent()) {
            throw HeadReader.fields(node).required("follows_width").place().error(
                    "an architecture's widths are final", "leave it out");
        }
        List<Head> heads = HeadReader.heads(node, Setting.EMPTY);
        if (heads.size() > 1) {
            throw node.place().error("an architecture has one head, and this is a choice of " + heads.size(),
                    "write single values");
        }
        return heads.getFirst();
    }
}
