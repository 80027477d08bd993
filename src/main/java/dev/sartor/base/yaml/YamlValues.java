package dev.sartor.base.yaml;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Typed values of YAML nodes; a wrong type is a {@link UserError} at the node's location. */
public final class YamlValues {
    /** The maximum number of alternatives of a choice. */
    private static final int MAX_CHOICES = 256;

    private YamlValues() {}

    /** A text that is not empty. */
    public static String string(YamlNode node) {
        return scalar(node, "a word");
    }

    public static int integer(YamlNode node) {
        String expected = "a whole number";
        try {
            return Integer.parseInt(scalar(node, expected));
        } catch (NumberFormatException e) {
            throw wrong(node, expected);
        }
    }

    /** A finite number. */
    public static double number(YamlNode node) {
        String expected = "a number";
        try {
            double value = Double.parseDouble(scalar(node, expected));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported like an infinite number
        }
        throw wrong(node, expected);
    }

    private static String scalar(YamlNode node, String expected) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw wrong(node, expected);
    }

    /** The value that has the node's text as its name. */
    public static <T> T oneOf(YamlNode node, Map<String, T> names) {
        String word = string(node);
        T value = names.get(word);
        if (value == null) {
            throw node.location()
                    .error("unknown value '" + YamlNode.shortened(word) + "'", Suggestions.fix(word, names.keySet()));
        }
        return value;
    }

    /** The alternatives of a choice: a single value, or a list of one or more different values. */
    public static <T> List<T> choices(YamlNode node, Function<YamlNode, T> reader) {
        List<T> values = new ArrayList<>();
        for (YamlNode item : node instanceof YamlNode.Sequence ? list(node) : List.of(node)) {
            T value = reader.apply(item);
            if (values.contains(value)) {
                throw item.location().error("choice " + item.description() + " is repeated", "leave one of them out");
            }
            values.add(value);
        }
        if (values.size() > MAX_CHOICES) {
            throw node.location().error(values.size() + " choices, more than " + MAX_CHOICES, "leave some of them out");
        }
        return List.copyOf(values);
    }

    /** The items of a list, at least one. */
    public static List<YamlNode> list(YamlNode node) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            throw wrong(node, "a list");
        }
        if (sequence.items().isEmpty()) {
            throw node.location().error("an empty list of choices", "write at least one, or leave the key out");
        }
        return sequence.items();
    }

    private static UserError wrong(YamlNode node, String expected) {
        return node.location().error(expected + " is expected here, not " + node.description(), "write " + expected);
    }
}
