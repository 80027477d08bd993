package dev.sartor.base.yaml;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into a tree of {@link YamlNode}s. A repeated key, an alias, a second
 * document or invalid YAML is a {@link UserError}.
 */
public final class YamlReader {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final int MAX_DEPTH = 32;
    /** The parser's time grows quadratically with the length of a value. */
    private static final int MAX_CHARACTERS = 1 << 18;

    private final Path file;
    private final JsonParser parser;

    private YamlReader(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** The tree of a file; a file that cannot be read is a {@link UserError}. */
    public static YamlNode read(Path file) {
        try {
            if (Files.size(file) > MAX_CHARACTERS) {
                throw tooLong(file);
            }
            return read(file, withoutByteOrderMark(Files.readString(file)));
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    /** The tree of a text; {@code file} is used only in messages. */
    public static YamlNode read(Path file, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw tooLong(file);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new YamlReader(file, parser).document();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new UserError(
                    "not YAML: "
                            + e.getOriginalMessage().strip().lines().findFirst().orElse("unreadable"),
                    new SourceLocation(file, line, "").toString(),
                    "fix the YAML there (indentation, brackets, quotes)",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static UserError tooLong(Path file) {
        return new UserError("longer than " + MAX_CHARACTERS + " characters", file.toString(), "give a shorter file");
    }

    private YamlNode document() {
        SourceLocation start = new SourceLocation(file, 1, "");
        if (parser.nextToken() == null) {
            throw start.error("the file is empty", "write keys and values, as in the shipped files");
        }
        int rootDepth = 0;
        YamlNode root = node(start, rootDepth);
        if (parser.nextToken() != null) {
            throw new SourceLocation(file, line(), "")
                    .error("a second document begins here", "write only one document per file");
        }
        return root;
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private YamlNode node(SourceLocation place, int depth) {
        if (depth > MAX_DEPTH) {
            throw place.error("nested deeper than " + MAX_DEPTH + " levels", "write it with fewer levels");
        }
        if (((YAMLParser) parser).isCurrentAlias()) {
            throw place.error("an alias (*name)", "write the value itself: aliases are not supported");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(place, depth);
            case START_ARRAY -> sequence(place, depth);
            case VALUE_NULL -> new YamlNode.Scalar(place, "");
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new YamlNode.Scalar(place, parser.getString());
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw place.error("a value of an unknown kind", "write a number, a word, a list or keys");
        };
    }

    private YamlNode mapping(SourceLocation place, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            SourceLocation at = place.atKey(key, line());
            parser.nextToken();
            if (entries.put(key, node(at, depth + 1)) != null) {
                throw at.error("key '" + key + "' is repeated", "leave one of them out");
            }
        }
        return new YamlNode.Mapping(place, entries);
    }

    private YamlNode sequence(SourceLocation place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(place.atItem(items.size(), line()), depth + 1));
        }
        return new YamlNode.Sequence(place, items);
    }
}
