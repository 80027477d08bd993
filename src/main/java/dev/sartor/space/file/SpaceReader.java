package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.BlockAttribute;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Multipliers.Rule;
import dev.sartor.arch.Stem;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.SpaceDefinition;
import dev.sartor.space.genome.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads a search space from a YAML tree. {@code search-spaces/README.md} describes the format. */
final class SpaceReader {
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("name", "description", "input", "width", "multiple_of", "stem", "stages", "head"),
                    AttributeReader.keys().stream())
            .toList();
    /** The values of {@code follows_width}: at which width multipliers the channels of stem or head are scaled. */
    private static final Map<String, Rule> RULES = rules();

    private static final int MAX_STAGES = 64;
    private static final int MAX_WIDTHS = 32;

    private final YamlFields fields;
    private final List<SharedAttributes> sharedAttributes;

    private SpaceReader(YamlNode root) {
        fields = YamlFields.of(root, KEYS);
        sharedAttributes = SharedAttributes.read(fields);
    }

    static SearchSpace read(YamlNode root) {
        return new SpaceReader(root).space();
    }

    private SearchSpace space() {
        YamlFields input = YamlFields.of(fields.required("input"), List.of("channels", "resolution"));
        YamlFields stem = YamlFields.of(
                fields.required("stem"), List.of("kernel", "stride", "channels", "activation", "follows_width"));
        YamlNode head = fields.required("head");
        List<Stage> stages = new ArrayList<>();
        for (YamlNode stage :
                RangeChecks.atMost(MAX_STAGES, "stages", fields.required("stages"), fields.list("stages"))) {
            stages.add(new StageReader(stage, sharedAttributes).stage());
        }
        var definition = new SpaceDefinition(
                RangeChecks.inputChannels(input.required("channels")),
                YamlValues.choices(input.required("resolution"), RangeChecks::resolution),
                fields.optional("width")
                        .map(n -> RangeChecks.atMost(
                                MAX_WIDTHS,
                                "width multipliers",
                                n,
                                YamlValues.choices(n, RangeChecks::widthMultiplier)))
                        .orElse(List.of(1.0)),
                new Multipliers(
                        rule(stem),
                        head instanceof YamlNode.Mapping ? rule(HeadReader.fields(head)) : Rule.SCALED,
                        fields.optional("multiple_of")
                                .map(n -> OptionalInt.of(RangeChecks.multipleOf(n)))
                                .orElse(OptionalInt.empty())),
                SharedAttributes.labels(sharedAttributes),
                sharedAttributes.stream().map(s -> stems(stem, s)).toList(),
                stages,
                sharedAttributes.stream().map(s -> HeadReader.heads(head, s)).toList());
        AmbiguityCheck.check(fields, definition);
        return new SearchSpace(fields.string("name"), fields.string("description", ""), definition);
    }

    private static Rule rule(YamlFields part) {
        return part.optional("follows_width")
                .map(n -> YamlValues.oneOf(n, RULES))
                .orElse(Rule.SCALED);
    }

    private static List<Stem> stems(YamlFields stem, SharedAttributes shared) {
        List<Stem> stems = new ArrayList<>();
        for (int kernel : YamlValues.choices(stem.required("kernel"), RangeChecks::kernel)) {
            for (int stride : YamlValues.choices(stem.required("stride"), RangeChecks::stride)) {
                for (int channels : YamlValues.choices(stem.required("channels"), RangeChecks::channels)) {
                    for (Activation activation : activations(stem, shared)) {
                        stems.add(new Stem(kernel, stride, channels, activation));
                    }
                }
            }
        }
        return RangeChecks.atMostMaxAlternatives(stem.location(), "the stem", stems);
    }

    static List<Activation> activations(YamlFields owner, SharedAttributes shared) {
        return owner.optional("activation")
                .map(n -> YamlValues.choices(n, v -> YamlValues.oneOf(v, AttributeReader.ACTIVATIONS)))
                .orElseGet(() -> List.of(shared.token(BlockAttribute.ACTIVATION)
                        .flatMap(Activation::ofToken)
                        .orElseThrow(() ->
                                owner.location().error("no activation", "set it here or for the whole network"))));
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("always", Rule.SCALED);
        rules.put("above-1", Rule.SCALED_ABOVE_ONE);
        rules.put("from-0.75", Rule.SCALED_FROM_THREE_QUARTERS);
        rules.put("never", Rule.FIXED);
        return rules;
    }
}
