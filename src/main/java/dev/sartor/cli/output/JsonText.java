package dev.sartor.cli.output;

import dev.sartor.base.json.Json;
import java.io.PrintWriter;

/** JSON output: indented, with keys in insertion order. */
public final class JsonText {
    private JsonText() {}

    /** Prints a value as JSON. */
    public static void print(Object value, PrintWriter out) {
        out.print(Json.INDENTED.writeValueAsString(value));
        out.println();
    }
}
