package dev.sartor.space;

import dev.sartor.arch.Activation;
import dev.sartor.arch.BlockAttribute;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Multipliers.Rule;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.space.yaml.Fields;
import dev.sartor.space.yaml.Values;
import dev.sartor.space.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a space from its YAML tree; see {@code search-spaces/README.md} for the format. */
final class SpaceReader {
    private static final List<String> KEYS = Stream.concat(
            Stream.of("name", "description", "input", "width", "stem", "stages", "head"),
            AttributeReader.keys().stream()).toList();
    private static final Map<String, Rule> RULES = rules();

    private final Fields fields;
    private final List<Setting> settings;

    private SpaceReader(YamlNode root) {
        fields = Fields.of(root, KEYS);
        settings = Setting.read(fields);
    }

    static SearchSpace read(YamlNode root) {
        return new SpaceReader(root).space();
    }

    private SearchSpace space() {
        Fields input = Fields.of(fields.required("input"), List.of("channels", "resolution"));
        Fields stem = Fields.of(fields.required("stem"),
                List.of("kernel", "stride", "channels", "activation", "follows_width"));
        YamlNode head = fields.required("head");
        List<Stage> stages = new ArrayList<>();
        for (YamlNode stage : fields.list("stages")) {
            stages.add(new StageReader(stage, settings).stage());
        }
        var choices = new Choices(
                Ranges.whole(input.required("channels"), c -> new Shape(c, 1, 1)),
                Values.choice(input.required("resolution"), Ranges::resolution),
                fields.optional("width").map(n -> Values.choice(n, Ranges::alpha)).orElse(List.of(1.0)),
                new Multipliers(rule(stem),
                        head instanceof YamlNode.Mapping ? rule(HeadReader.fields(head)) : Rule.SCALED),
                Setting.labels(settings), settings.stream().map(s -> stems(stem, s)).toList(), stages,
                settings.stream().map(s -> HeadReader.heads(head, s)).toList());
        Distinct.check(fields, choices);
        return new SearchSpace(fields.text("name"), fields.text("description", ""), choices);
    }

    private static Rule rule(Fields place) {
        return place.optional("follows_width").map(n -> Values.named(n, RULES)).orElse(Rule.SCALED);
    }

    private static List<Stem> stems(Fields stem, Setting setting) {
        List<Stem> stems = new ArrayList<>();
        for (int kernel : Values.choice(stem.required("kernel"), Ranges::kernel)) {
            for (int stride : Values.choice(stem.required("stride"), Ranges::stride)) {
                for (int channels : Values.choice(stem.required("channels"), Ranges::channels)) {
                    for (Activation activation : activations(stem, setting)) {
                        stems.add(new Stem(kernel, stride, channels, activation));
                    }
                }
            }
        }
        return Ranges.limited(stem.place(), "the stem", stems);
    }

    static List<Activation> activations(Fields owner, Setting setting) {
        return owner.optional("activation")
                .map(n -> Values.choice(n, v -> Values.named(v, AttributeReader.ACTIVATIONS)))
                .orElseGet(() -> List.of(setting.token(BlockAttribute.ACTIVATION).flatMap(Activation::ofToken).orElseThrow(
                        () -> owner.place().error("no activation", "state it here or for the whole network"))));
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("always", Rule.SCALED);
        rules.put("above-1", Rule.WIDENED);
        rules.put("from-0.75", Rule.SCALED_FROM_THREE_QUARTERS);
        rules.put("never", Rule.FIXED);
        return rules;
    }
}
