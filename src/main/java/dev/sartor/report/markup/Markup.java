package dev.sartor.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG. Text and attribute values are escaped here and nowhere else, so that no caller can forget it;
 * every tag that is opened has to be closed.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens a tag. Attributes are names and values in turn; a double is written with one decimal, as coordinates are, and
     * a boolean says whether the attribute stands there at all.
     */
    public Markup open(String tag, Object... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** A tag without content. In HTML just for the elements that never have any ({@code meta}, {@code br}). */
    public Markup leaf(String tag, Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** A tag with nothing but text in it. */
    public Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Text that is markup, style or script already, and comes from this room. */
    public Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    public Markup newline() {
        out.append('\n');
        return this;
    }

    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    private void start(String tag, Object... attributes) {
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

    /** The text as it may stand in HTML and XML, between tags and in quotes. Characters XML forbids become U+FFFD. */
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(printable(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean printable(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }

    /** What was written; fails while a tag is open. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> is still open");
        }
        return out.toString();
    }
}
