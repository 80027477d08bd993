package dev.sartor.latency.foreign;

import dev.sartor.base.yaml.SourceLocation;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lookup tables of ProxylessNAS and once-for-all: a mapping from
 * {@code expanded_conv-input:112x112x16-output:56x56x24-expand:3-kernel:3-stride:2-idskip:0} to {@code mean}, {@code count}
 * and either {@code var} or {@code std}, in ms. Shapes are height x width x channels.
 */
final class YamlLookupTable {
    /**
     * One entry.
     *
     * @param type   the part of the key before the first dash
     * @param fields the other parts of the key by name
     */
    record Entry(String key, String type, Map<String, String> fields, double meanMs, double deviationMs, int count) {

        /**
         * A field such as {@code 112x112x16} as positive numbers.
         *
         * @throws IllegalArgumentException if it is missing or has another form
         */
        int[] numbers(String field) {
            String text = fields.get(field);
            if (text == null) {
                throw new IllegalArgumentException("no " + field);
            }
            String[] parts = text.split("x");
            int[] numbers = new int[parts.length];
            for (int i = 0; i < parts.length; i++) {
                numbers[i] = Integer.parseInt(parts[i]);
                if (numbers[i] < 1) {
                    throw new IllegalArgumentException(field + " is " + text);
                }
            }
            return numbers;
        }

        int number(String field) {
            return numbers(field)[0];
        }

        /** Whether a field exists and is 1. */
        boolean is(String field) {
            return "1".equals(fields.get(field));
        }
    }

    private YamlLookupTable() {}

    static List<Entry> read(Path file, String text) {
        List<Entry> entries = new ArrayList<>();
        for (var entry : mapping(YamlReader.read(file, text)).entries().entrySet()) {
            entries.add(entry(entry.getKey(), mapping(entry.getValue())));
        }
        return entries;
    }

    private static YamlNode.Mapping mapping(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw wrong(node.location(), node.description());
    }

    private static Entry entry(String key, YamlNode.Mapping values) {
        Map<String, String> fields = new LinkedHashMap<>();
        String[] parts = key.split("-");
        for (int i = 1; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            if (colon > 0) {
                fields.put(parts[i].substring(0, colon), parts[i].substring(colon + 1));
            }
        }
        double deviation =
                values.entries().containsKey("std") ? number(values, "std") : Math.sqrt(number(values, "var"));
        return new Entry(key, parts[0], fields, number(values, "mean"), deviation, (int) number(values, "count"));
    }

    private static double number(YamlNode.Mapping values, String name) {
        if (values.entries().get(name) instanceof YamlNode.Scalar scalar) {
            try {
                return Double.parseDouble(scalar.text());
            } catch (NumberFormatException e) {
                throw wrong(scalar.location(), scalar.description());
            }
        }
        throw wrong(values.location(), "an entry without " + name);
    }

    private static RuntimeException wrong(SourceLocation place, String what) {
        return place.error("not a lookup table: " + what, "use the published YAML file");
    }
}
