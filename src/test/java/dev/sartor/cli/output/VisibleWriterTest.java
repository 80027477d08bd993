package dev.sartor.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VisibleWriterTest {
    private static String written(Consumer<PrintWriter> text) {
        var out = new StringWriter();
        text.accept(VisibleWriter.printer(out));
        return out.toString();
    }

    @Test
    void controlSequencesAreEscaped() {
        assertEquals("a\\u001b[2Jb", written(p -> p.print("a\u001b[2Jb")));
        assertEquals("\\u001b]0;title\\u0007", written(p -> p.print("\u001b]0;title\u0007")));
        assertEquals("\\u001b[8m", written(p -> p.print("\u001b[8m")));
        assertEquals("\\u001b[30;40m", written(p -> p.print("\u001b[30;40m")));
        assertEquals("x\\u000d\\u001b[K", written(p -> p.print("x\r\u001b[K")));
        assertEquals("\\u202e", written(p -> p.print('\u202e')));
        assertEquals("\\u009b", written(p -> p.write(new char[] {'\u009b'})));
    }

    @Test
    void lineEndsAreEscapedUnlessSeveralLinesArePrintedOnPurpose() {
        assertEquals(String.format("a\\u000ab%n"), written(p -> p.println("a\nb")));
        assertEquals(String.format("a\\u000ab%n"), written(p -> p.println((Object) "a\nb")));
        assertEquals(String.format("a\nb%n"), written(p -> VisibleWriter.printLines(p, "a\nb")));
    }

    @Test
    void stylesOfTheHelpAndClearedLinesOfProgressAreUnchanged() {
        assertEquals("\u001b[1msearch\u001b[21m\u001b[0m", written(p -> p.print("\u001b[1msearch\u001b[21m\u001b[0m")));
        assertEquals("\r\u001b[Kline", written(p -> {
            p.print(VisibleWriter.CLEAR_LINE);
            p.print("line");
        }));
        assertEquals("line\r\n", written(p -> p.print("line\r\n")));
    }
}
