package dev.sartor.space.file;

import dev.sartor.arch.Block;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.space.genome.BlockChoices;
import dev.sartor.space.genome.Stage;
import java.util.List;
import java.util.stream.Stream;

/** Reads one stage. Its blocks are read again for every combination of the shared attributes of network and stage. */
final class StageReader {
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("depth", "stride", "channels", "block", "first"), AttributeReader.keys().stream())
            .toList();

    private static final int MAX_BLOCKS = 1 << 14;

    private final YamlFields fields;
    private final List<SharedAttributes> networkAttributes;
    private final List<SharedAttributes> stageAttributes;

    StageReader(YamlNode node, List<SharedAttributes> network) {
        fields = YamlFields.of(node, KEYS);
        this.networkAttributes = network;
        stageAttributes = SharedAttributes.read(fields);
    }

    Stage stage() {
        YamlNode block = fields.required("block");
        YamlNode first = fields.optional("first").orElse(block);
        return new Stage(
                fields.location().toString(),
                fields.optional("depth")
                        .map(n -> YamlValues.choices(n, RangeChecks::depth))
                        .orElse(List.of(1)),
                fields.optional("stride")
                        .map(n -> YamlValues.choices(n, RangeChecks::stride))
                        .orElse(List.of(1)),
                YamlValues.choices(fields.required("channels"), RangeChecks::channels),
                SharedAttributes.labels(stageAttributes),
                networkAttributes.stream()
                        .map(ofNetwork -> stageAttributes.stream()
                                .map(ofStage -> ofStage.withDefaults(ofNetwork))
                                .map(s -> new BlockChoices(alternatives(first, s), alternatives(block, s)))
                                .toList())
                        .toList());
    }

    /** The alternatives of a block, which must be few enough for all combinations of shared attributes. */
    private List<Block> alternatives(YamlNode node, SharedAttributes shared) {
        List<Block> alternatives =
                RangeChecks.atMostMaxAlternatives(node.location(), "a block", BlockReader.read(node, shared));
        long blocks = (long) networkAttributes.size() * stageAttributes.size() * alternatives.size();
        if (blocks > MAX_BLOCKS) {
            throw node.location()
                    .error(
                            blocks + " combinations of blocks and shared attributes, more than " + MAX_BLOCKS,
                            "write fewer choices here, in the stage or for the whole network");
        }
        return alternatives;
    }
}
