package dev.sartor.cli.output;

import dev.sartor.base.json.Json;

/** What {@code --json} prints: one object, indented, in the order it was built. */
public final class JsonText {
    private JsonText() {}

    public static String text(Object value) {
        return Json.INDENTED.writeValueAsString(value);
    }
}
