package dev.sartor.cli.output;

import dev.sartor.base.json.Json;

/** JSON output: indented, with keys in insertion order. */
public final class JsonText {
    private JsonText() {}

    /** A value as JSON. */
    public static String text(Object value) {
        return Json.INDENTED.writeValueAsString(value);
    }
}
