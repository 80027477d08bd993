package dev.sartor.base.yaml;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Values of nodes; a wrong type is a {@link UserError} at the node's location. */
public final class YamlValues {
    /** The maximum number of values of a choice. */
    private static final int MAX_CHOICES = 256;

    private YamlValues() {}

    /** A word or line; not empty. */
    public static String text(YamlNode node) {
        return scalar(node, "a word");
    }

    public static int whole(YamlNode node) {
        String wanted = "a whole number";
        try {
            return Integer.parseInt(scalar(node, wanted));
        } catch (NumberFormatException e) {
            throw wrong(node, wanted);
        }
    }

    /** A finite number. */
    public static double number(YamlNode node) {
        String wanted = "a number";
        try {
            double value = Double.parseDouble(scalar(node, wanted));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // same message as for infinite numbers
        }
        throw wrong(node, wanted);
    }

    private static String scalar(YamlNode node, String wanted) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw wrong(node, wanted);
    }

    /** The value that a word names. */
    public static <T> T named(YamlNode node, Map<String, T> names) {
        String word = text(node);
        T value = names.get(word);
        if (value == null) {
            throw node.place().error("unknown value '" + word + "'", Suggestions.fix(word, names.keySet()));
        }
        return value;
    }

    /** A choice: one value, or a list of different ones, at least one. */
    public static <T> List<T> choice(YamlNode node, Function<YamlNode, T> reader) {
        List<T> values = new ArrayList<>();
        for (YamlNode item : node instanceof YamlNode.Sequence ? list(node) : List.of(node)) {
            T value = reader.apply(item);
            if (values.contains(value)) {
                throw item.place().error("choice " + item.what() + " stands twice", "leave one of them out");
            }
            values.add(value);
        }
        if (values.size() > MAX_CHOICES) {
            throw node.place().error(values.size() + " choices, more than " + MAX_CHOICES, "leave some of them out");
        }
        return List.copyOf(values);
    }

    /** The items of a list that is not empty. */
    public static List<YamlNode> list(YamlNode node) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            throw wrong(node, "a list");
        }
        if (sequence.items().isEmpty()) {
            throw node.place().error("an empty list of choices", "write at least one, or leave the key out");
        }
        return sequence.items();
    }

    private static UserError wrong(YamlNode node, String wanted) {
        return node.place().error(wanted + " is wanted here, not " + node.what(), "write " + wanted);
    }
}
