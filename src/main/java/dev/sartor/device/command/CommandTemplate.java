package dev.sartor.device.command;

import dev.sartor.base.Suggestions;
import dev.sartor.base.process.Shell;
import dev.sartor.base.yaml.SourceLocation;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line with placeholders such as {@code {model}}. Shell variables such as {@code ${name}} are left unchanged. */
record CommandTemplate(String text) {
    private static final Pattern NAME = Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9_]*)}");

    /** A command line of a device file whose names are all among {@code known}. */
    static CommandTemplate of(YamlNode node, Collection<String> known) {
        CommandTemplate template = new CommandTemplate(YamlValues.string(node).strip());
        template.check(node.location(), known);
        return template;
    }

    private void check(SourceLocation place, Collection<String> known) {
        for (Matcher m = NAME.matcher(text); m.find(); ) {
            if (!known.contains(m.group(1))) {
                throw place.error("{" + m.group(1) + "} is not defined", Suggestions.fix(m.group(1), known));
            }
        }
    }

    boolean uses(String name) {
        return text.contains("{" + name + "}");
    }

    /** The command line with values for its names, each quoted as one word of the shell. */
    String fill(Map<String, String> values) {
        return fill(values, Map.of());
    }

    /** Fills the command line; each name in {@code wordLists} stands for several words. */
    String fill(Map<String, String> values, Map<String, List<String>> wordLists) {
        return NAME.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        wordLists.getOrDefault(m.group(1), List.of(values.getOrDefault(m.group(1), ""))).stream()
                                .map(Shell::quote)
                                .collect(Collectors.joining(" "))));
    }
}
