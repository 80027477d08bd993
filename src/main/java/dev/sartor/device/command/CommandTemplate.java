package dev.sartor.device.command;

import dev.sartor.base.Suggestions;
import dev.sartor.base.yaml.SourceLocation;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A command line with placeholders such as {@code {model}}, whose values are quoted by {@link PlaceholderQuoting}. Shell variables
 * such as {@code ${name}} are left unchanged.
 */
record CommandTemplate(String text) {
    /** A command line of a device file whose names are all among {@code allowedNames}. */
    static CommandTemplate of(YamlNode node, Collection<String> allowedNames) {
        CommandTemplate template = new CommandTemplate(YamlValues.string(node).strip());
        template.check(node.location(), allowedNames);
        return template;
    }

    private void check(SourceLocation location, Collection<String> allowedNames) {
        for (Matcher m = PlaceholderQuoting.PLACEHOLDER.matcher(text); m.find(); ) {
            if (!allowedNames.contains(m.group(1))) {
                throw location.error("{" + m.group(1) + "} is not defined", Suggestions.fix(m.group(1), allowedNames));
            }
        }
        try {
            PlaceholderQuoting.of(text);
        } catch (PlaceholderQuoting.Unsupported e) {
            throw location.error(
                    "the command cannot be filled in safely: " + e.getMessage(),
                    "close all quotes, and write $(…) in the place of backticks and here-documents; or call a script");
        }
    }

    boolean uses(String name) {
        return text.contains("{" + name + "}");
    }

    /** The command line with values for its names, each quoted so that the shell does not interpret it. */
    String fill(Map<String, String> values) {
        return fill(values, Map.of());
    }

    /** Fills the command line; each name in {@code wordLists} stands for several words. */
    String fill(Map<String, String> values, Map<String, List<String>> wordLists) {
        Iterator<UnaryOperator<String>> quotings = quotings().iterator();
        return PlaceholderQuoting.PLACEHOLDER
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        wordLists.getOrDefault(m.group(1), List.of(values.getOrDefault(m.group(1), ""))).stream()
                                .map(quotings.next())
                                .collect(Collectors.joining(" "))));
    }

    /** The command line with the values that are known; all other placeholders stay. */
    String fillKnown(Map<String, String> values) {
        Iterator<UnaryOperator<String>> quotings = quotings().iterator();
        return PlaceholderQuoting.PLACEHOLDER.matcher(text).replaceAll(m -> {
            UnaryOperator<String> quoting = quotings.next();
            String value = values.get(m.group(1));
            return Matcher.quoteReplacement(value == null ? m.group() : quoting.apply(value));
        });
    }

    private List<UnaryOperator<String>> quotings() {
        try {
            return PlaceholderQuoting.of(text);
        } catch (PlaceholderQuoting.Unsupported e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + text, e);
        }
    }
}
