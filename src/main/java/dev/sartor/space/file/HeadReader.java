package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Head;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the head of a space or architecture: {@code none} for a backbone, or the keys of a classifier. */
final class HeadReader {
    private static final List<String> KEYS =
            List.of("channels", "hidden", "hidden_norm", "classes", "activation", "dropout", "follows_width");

    private static final double NO_DROPOUT = 0;

    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

    private HeadReader() {}

    static YamlFields fields(YamlNode head) {
        return YamlFields.of(head, KEYS);
    }

    /**
     * The alternatives of the head.
     *
     * @param shared the network's shared attributes, for a head that does not set its activation function
     */
    static List<Head> heads(YamlNode head, SharedAttributes shared) {
        if (head instanceof YamlNode.Scalar scalar) {
            if (!scalar.text().equals("none")) {
                throw scalar.location()
                        .error(
                                "the head must be 'none' or keys, not " + scalar.description(),
                                "keys: " + String.join(", ", KEYS));
            }
            return List.of(new Head.Backbone());
        }
        YamlFields fields = fields(head);
        List<Integer> conv = widths(fields, "channels");
        List<Integer> hidden = widths(fields, "hidden");
        // 0 channels: the layer does not exist
        boolean withoutActivation = conv.equals(List.of(0)) && hidden.equals(List.of(0));
        List<Activation> activations =
                withoutActivation ? List.of(Activation.RELU) : SpaceReader.activations(fields, shared);
        List<Head> heads = new ArrayList<>();
        for (int c : conv) {
            for (int h : hidden) {
                for (Activation activation : activations) {
                    heads.add(head(fields, c, h, activation));
                }
            }
        }
        return RangeChecks.atMostMaxAlternatives(head.location(), "the head", heads);
    }

    private static List<Integer> widths(YamlFields fields, String key) {
        return fields.optional(key)
                .map(n -> YamlValues.choices(n, v -> RangeChecks.integer(v, HeadReader::checkWidth)))
                .orElse(List.of(0));
    }

    private static Head head(YamlFields fields, int conv, int hidden, Activation activation) {
        int classes = RangeChecks.integer(fields.required("classes"), HeadReader::checkClasses);
        double dropout = fields.number("dropout", NO_DROPOUT);
        boolean norm = hidden > 0
                && fields.optional("hidden_norm")
                        .map(n -> YamlValues.oneOf(n, FLAGS))
                        .orElse(false);
        try {
            return new Head.Classifier(conv, hidden, norm, classes, activation, dropout);
        } catch (IllegalArgumentException e) {
            throw fields.optional("dropout")
                    .orElseThrow()
                    .location()
                    .error(e.getMessage(), "write a value in that range");
        }
    }

    /** Throws an IllegalArgumentException if a classifier cannot have that many channels. */
    private static void checkWidth(int channels) {
        int anyClasses = 2;
        new Head.Classifier(channels, channels, anyClasses, Activation.RELU, NO_DROPOUT);
    }

    private static void checkClasses(int classes) {
        int noLayer = 0;
        new Head.Classifier(noLayer, noLayer, classes, Activation.RELU, NO_DROPOUT);
    }
}
