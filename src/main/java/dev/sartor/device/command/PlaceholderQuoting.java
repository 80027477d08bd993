package dev.sartor.device.command;

import dev.sartor.base.process.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quotes the values of placeholders in a command line of the shell, so that the shell never interprets a value, wherever its
 * placeholder stands: outside quotes, in single or double quotes, in {@code $(…)}, and in the quoted command line of another
 * shell, as in {@code ssh phone "rm '{name}'"}. A quoted text with blanks or operators of the shell counts as such a command
 * line.
 */
final class PlaceholderQuoting {
    /** A placeholder; {@code ${name}} belongs to the shell. */
    static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9_]*)}");

    private static final Pattern ESCAPED_PLACEHOLDER = Pattern.compile("\\\\\\{[a-z][a-z0-9_]*}");
    private static final Pattern COMMAND_LINE = Pattern.compile("[\\s;&|<>()]");
    private static final Pattern ESCAPED_IN_DOUBLE_QUOTES = Pattern.compile("[\\\\\"$`]");
    private static final String ANY_VALUE = "x";

    /** A command line in which the context of a placeholder cannot be determined. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean unclosed;

        static Unsupported of(String message) {
            return new Unsupported(message, false);
        }

        /** The reason is a quote or substitution that is not closed. */
        static Unsupported unclosed(String message) {
            return new Unsupported(message, true);
        }

        private Unsupported(String message, boolean unclosed) {
            super(message);
            this.unclosed = unclosed;
        }
    }

    private final String text;
    private final Matcher placeholder;
    private final List<UnaryOperator<String>> quotings = new ArrayList<>();
    private int position;

    private PlaceholderQuoting(String text) {
        this.text = text;
        this.placeholder = PLACEHOLDER.matcher(text);
    }

    /**
     * The quoting of each placeholder of a command line, in order.
     *
     * @throws Unsupported if a quote or {@code $(} is not closed, a placeholder is in backticks, after a backslash or after
     *     {@code <<}, or there is a {@code case} in {@code $(…)}
     */
    static List<UnaryOperator<String>> of(String commandLine) throws Unsupported {
        if (ESCAPED_PLACEHOLDER.matcher(commandLine).find()) {
            throw Unsupported.of("a placeholder follows a backslash");
        }
        if (Shell.isWindows()) {
            return PLACEHOLDER
                    .matcher(commandLine)
                    .results()
                    .<UnaryOperator<String>>map(_ -> Shell::quote)
                    .toList();
        }
        var parser = new PlaceholderQuoting(commandLine);
        boolean inSubstitution = false;
        parser.commands(inSubstitution);
        return parser.quotings;
    }

    /** Parses commands to the end of the text, or to the end of a substitution. */
    private void commands(boolean inSubstitution) throws Unsupported {
        int parentheses = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            switch (c) {
                case '\\' -> position += 2;
                case '\'' -> singleQuotes();
                case '"' -> doubleQuotes();
                case '`' -> backticks();
                case '$' -> substitutionOrVariable();
                case '#' -> commentOrWord();
                case '<' -> hereDocumentOrRedirection();
                case '(' -> {
                    parentheses++;
                    position++;
                }
                case ')' -> {
                    position++;
                    if (inSubstitution && parentheses == 0) {
                        return;
                    }
                    parentheses--;
                }
                default -> {
                    if (inSubstitution && text.startsWith("case ", position)) {
                        throw Unsupported.of("there is a case in $(…)");
                    }
                    placeholderOr(PlaceholderQuoting::quoteWord);
                }
            }
        }
        if (inSubstitution) {
            throw Unsupported.unclosed("$( is not closed");
        }
    }

    private void substitutionOrVariable() throws Unsupported {
        if (text.startsWith("$'", position)) {
            throw Unsupported.of("not every shell knows $'…'");
        }
        boolean substitution = text.startsWith("$(", position);
        position += substitution ? 2 : 1;
        if (substitution) {
            boolean inSubstitution = true;
            commands(inSubstitution);
        }
    }

    private void placeholderOr(UnaryOperator<String> quoting) {
        if (isPlaceholder()) {
            quotings.add(quoting);
            position = placeholder.end();
        } else {
            position++;
        }
    }

    private boolean isPlaceholder() {
        return placeholder.find(position) && placeholder.start() == position;
    }

    private static String quoteWord(String value) {
        // a plain word with = may be an assignment
        String quoted = Shell.quote(value);
        return quoted.equals(value) && value.contains("=") ? "'" + value + "'" : quoted;
    }

    private void singleQuotes() throws Unsupported {
        int end = text.indexOf('\'', position + 1);
        if (end < 0) {
            throw Unsupported.unclosed("a single quote is not closed");
        }
        String content = text.substring(position + 1, end);
        within(content).stream()
                .<UnaryOperator<String>>map(inner -> v -> inSingleQuotes(inner.apply(v)))
                .forEach(quotings::add);
        position = end + 1;
    }

    private static String inSingleQuotes(String value) {
        return value.replace("'", "'\\''");
    }

    private static String inDoubleQuotes(String value) {
        return ESCAPED_IN_DOUBLE_QUOTES.matcher(value).replaceAll(m -> Matcher.quoteReplacement("\\" + m.group()));
    }

    /** The quoting of the placeholders in a quoted text, without the quotes around it. */
    private static List<UnaryOperator<String>> within(String content) throws Unsupported {
        if (COMMAND_LINE.matcher(content).find()) {
            try {
                return of(content);
            } catch (Unsupported e) {
                // a quote that is not closed: a text such as "it's {name}", and not a command line
                if (!e.unclosed) {
                    throw e;
                }
            }
        }
        return PLACEHOLDER
                .matcher(content)
                .results()
                .<UnaryOperator<String>>map(_ -> UnaryOperator.identity())
                .toList();
    }

    private void doubleQuotes() throws Unsupported {
        var content = new StringBuilder();
        List<Integer> indices = new ArrayList<>();
        position++;
        while (position < text.length() && text.charAt(position) != '"') {
            char c = text.charAt(position);
            if (c == '\\' && position + 1 < text.length()) {
                String escaped = text.substring(position + 1, position + 2);
                content.append(ESCAPED_IN_DOUBLE_QUOTES.matcher(escaped).matches() ? escaped : c + escaped);
                position += 2;
            } else if (text.startsWith("$(", position)) {
                substitutionOrVariable();
                content.append(ANY_VALUE);
            } else if (c == '`') {
                backticks();
                content.append(ANY_VALUE);
            } else if (isPlaceholder()) {
                indices.add(quotings.size());
                quotings.add(UnaryOperator.identity());
                content.append(placeholder.group());
                position = placeholder.end();
            } else {
                content.append(c);
                position++;
            }
        }
        if (position == text.length()) {
            throw Unsupported.unclosed("a double quote is not closed");
        }
        position++;
        List<UnaryOperator<String>> inner = within(content.toString());
        for (int i = 0; i < indices.size(); i++) {
            UnaryOperator<String> quoting = inner.get(i);
            quotings.set(indices.get(i), v -> inDoubleQuotes(quoting.apply(v)));
        }
    }

    private void backticks() throws Unsupported {
        int end = text.indexOf('`', position + 1);
        if (end < 0) {
            throw Unsupported.unclosed("a backtick is not closed");
        }
        if (PLACEHOLDER.matcher(text.substring(position, end)).find()) {
            throw Unsupported.of("a placeholder is in backticks");
        }
        position = end + 1;
    }

    /** Skips a comment, in which quotes have no meaning, or a word. */
    private void commentOrWord() {
        boolean comment = position == 0 || " \t\n;&|()<>".indexOf(text.charAt(position - 1)) >= 0;
        position++;
        while (comment && position < text.length() && text.charAt(position) != '\n') {
            placeholderOr(PlaceholderQuoting::quoteWord);
        }
    }

    private void hereDocumentOrRedirection() throws Unsupported {
        if (text.startsWith("<<", position) && placeholder.find(position)) {
            throw Unsupported.of("a placeholder follows <<");
        }
        position++;
    }
}
