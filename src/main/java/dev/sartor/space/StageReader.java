package dev.sartor.space;

import dev.sartor.arch.Block;
import dev.sartor.space.yaml.Fields;
import dev.sartor.space.yaml.Values;
import dev.sartor.space.yaml.YamlNode;
import java.util.List;
import java.util.stream.Stream;

/** Reads one stage, for every setting of the network. */
final class StageReader {
    private static final List<String> KEYS = Stream.concat(
            Stream.of("depth", "stride", "channels", "block", "first"), AttributeReader.keys().stream()).toList();

    private final Fields fields;
    private final List<Setting> network;
    private final List<Setting> own;

    StageReader(YamlNode node, List<Setting> network) {
        fields = Fields.of(node, KEYS);
        this.network = network;
        own = Setting.read(fields);
    }

    Stage stage() {
        YamlNode block = fields.required("block");
        YamlNode first = fields.optional("first").orElse(block);
        return new Stage(fields.place().toString(),
                fields.optional("depth").map(n -> Values.choice(n, Ranges::depth)).orElse(List.of(1)),
                fields.optional("stride").map(n -> Values.choice(n, Ranges::stride)).orElse(List.of(1)),
                Values.choice(fields.required("channels"), Ranges::channels), Setting.labels(own),
                network.stream().map(n -> own.stream().map(o -> o.within(n))
                        .map(s -> new Menu(menu(first, s), menu(block, s))).toList()).toList());
    }

    private static List<Block> menu(YamlNode node, Setting setting) {
        return Ranges.limited(node.place(), "a block", Alternatives.read(node, setting));
    }
}
