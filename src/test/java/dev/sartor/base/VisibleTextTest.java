package dev.sartor.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\u0007", "\b", "\r", "\u001b", "\u007f", "\u009b", "\u009d", "\u202a", "\u202e", "\u2066",
                "\u2069"
            })
    void controlCharactersOfTerminalsAreEscaped(String control) {
        String escape = String.format("\\u%04x", (int) control.charAt(0));
        assertEquals("a" + escape + "b", VisibleText.of("a" + control + "b"));
        assertEquals("a" + escape + "b", VisibleText.line("a" + control + "b"));
    }

    @Test
    void textsInAnyScriptAreUnchanged() {
        for (String text : new String[] {"日本", "лиса", "عربى", "עברית", "a\tb", "🦊", "x̂", ""}) {
            assertEquals(text, VisibleText.of(text));
            assertEquals(text, VisibleText.line(text));
        }
    }

    @Test
    void lineEndsAreEscapedOnlyInSingleLines() {
        assertEquals("a\nb", VisibleText.of("a\nb"));
        assertEquals("a\\u000ab\\u2028c", VisibleText.line("a\nb\u2028c"));
    }
}
