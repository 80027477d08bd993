package dev.sartor.space.file;

import dev.sartor.arch.Block;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.space.genome.BlockChoices;
import dev.sartor.space.genome.Stage;
import java.util.List;
import java.util.stream.Stream;

/** Reads one stage, for every combination of the network's shared attributes. */
final class StageReader {
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("depth", "stride", "channels", "block", "first"), AttributeReader.keys().stream())
            .toList();

    private final YamlFields fields;
    private final List<SharedAttributes> network;
    private final List<SharedAttributes> own;

    StageReader(YamlNode node, List<SharedAttributes> network) {
        fields = YamlFields.of(node, KEYS);
        this.network = network;
        own = SharedAttributes.read(fields);
    }

    Stage stage() {
        YamlNode block = fields.required("block");
        YamlNode first = fields.optional("first").orElse(block);
        return new Stage(
                fields.place().toString(),
                fields.optional("depth")
                        .map(n -> YamlValues.choice(n, RangeChecks::depth))
                        .orElse(List.of(1)),
                fields.optional("stride")
                        .map(n -> YamlValues.choice(n, RangeChecks::stride))
                        .orElse(List.of(1)),
                YamlValues.choice(fields.required("channels"), RangeChecks::channels),
                SharedAttributes.labels(own),
                network.stream()
                        .map(n -> own.stream()
                                .map(o -> o.within(n))
                                .map(s -> new BlockChoices(menu(first, s), menu(block, s)))
                                .toList())
                        .toList());
    }

    private static List<Block> menu(YamlNode node, SharedAttributes setting) {
        return RangeChecks.limited(node.place(), "a block", BlockReader.read(node, setting));
    }
}
