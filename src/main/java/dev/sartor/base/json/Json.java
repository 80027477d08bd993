package dev.sartor.base.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON mappers for files that Sartor writes. They refuse unknown keys and text after the value. */
public final class Json {
    /** Writes a value on one line, as in logs. */
    public static final JsonMapper COMPACT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Writes one key per line, for files that people read. */
    public static final JsonMapper INDENTED =
            COMPACT.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** The reason why a JSON file cannot be read, in one line and without the names of classes if a value is out of range. */
    public static String reason(Exception e) {
        String message = switch (e) {
            case JacksonException j when j.getCause() instanceof IllegalArgumentException cause -> cause.getMessage();
            case JacksonException j -> j.getOriginalMessage();
            default -> e.getMessage();
        };
        return message == null
                ? "a value is missing"
                : message.lines().findFirst().orElse("unreadable");
    }
}
