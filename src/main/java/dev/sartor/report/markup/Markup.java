package dev.sartor.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A writer of HTML and SVG. It escapes text and attribute values, and checks that every opened tag is closed.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens a tag.
     *
     * @param attributes names and values alternating; a double is written with one decimal, and a boolean attribute is
     *     present or absent
     */
    public Markup open(String tag, Object... attributes) {
        startTag(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Writes an empty element. In HTML, only for void elements ({@code meta}, {@code br}). */
    public Markup empty(String tag, Object... attributes) {
        startTag(tag, attributes);
        out.append("/>");
        return this;
    }

    /** Writes an element that contains only text. */
    public Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Writes text, escaped. */
    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Writes markup, style or script unescaped. It must not contain user input. */
    public Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Writes a line break in the source. */
    public Markup newline() {
        out.append('\n');
        return this;
    }

    /** Closes the tag that was opened last. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    private void startTag(String tag, Object... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Attribute " + attributes[attributes.length - 1] + " of <" + tag + "> has no value");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i].toString(), attributes[i + 1]);
        }
    }

    private void attribute(String name, Object value) {
        if (Boolean.FALSE.equals(value)) {
            return;
        }
        out.append(' ').append(name);
        if (!Boolean.TRUE.equals(value)) {
            out.append("=\"")
                    .append(value instanceof Double d ? ReportNumbers.coordinate(d) : escape(value.toString()))
                    .append('"');
        }
    }

    /** Escapes text for HTML and XML, in elements and quoted attributes. Characters that XML forbids become U+FFFD. */
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isPrintable(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isPrintable(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }

    /**
     * The markup.
     *
     * @throws IllegalStateException if a tag is still open
     */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> is still open");
        }
        return out.toString();
    }
}
