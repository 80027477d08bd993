package dev.sartor.cli.output;

import dev.sartor.base.VisibleText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output in which texts from files cannot control the terminal: control characters are made visible by {@link VisibleText}.
 * Only two kinds of control sequences pass: the styles of the help, and {@link #CLEAR_LINE} where it is written alone.
 */
public final class VisibleWriter extends FilterWriter {
    static final String CLEAR_LINE = "\r\u001b[K";

    /** Escape sequences of the styles that picocli uses, none of which hides text, and the line end of Windows. */
    private static final Pattern HARMLESS =
            Pattern.compile("\u001b\\[(?:[0134]|2[1-4]|3[139])(?:;(?:[0134]|2[1-4]|3[139])){0,4}m|\r\n");

    private VisibleWriter(Writer out) {
        super(out);
    }

    /**
     * A printer that writes to {@code out}. Line breaks in the argument of {@code println} are replaced, so that a part of a
     * text cannot look like another line of the program.
     */
    public static PrintWriter printer(Writer out) {
        boolean flushesLines = true;
        return new PrintWriter(new VisibleWriter(out), flushesLines) {
            @Override
            public void println(String line) {
                super.println(VisibleText.line(line));
            }

            @Override
            public void println(Object value) {
                println(String.valueOf(value));
            }
        };
    }

    /** Prints a text of several lines. */
    public static void printLines(PrintWriter out, String text) {
        out.print(text);
        out.println();
        out.flush();
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(visible(text.substring(from, from + length)));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        out.write(visible(new String(characters, from, length)));
    }

    @Override
    public void write(int character) throws IOException {
        out.write(visible(Character.toString((char) character)));
    }

    private static String visible(String text) {
        if (text.equals(CLEAR_LINE)) {
            return text;
        }
        var visible = new StringBuilder();
        Matcher harmless = HARMLESS.matcher(text);
        int position = 0;
        while (harmless.find()) {
            visible.append(VisibleText.of(text.substring(position, harmless.start())))
                    .append(harmless.group());
            position = harmless.end();
        }
        return visible.append(VisibleText.of(text.substring(position))).toString();
    }
}
