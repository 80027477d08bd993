package dev.sartor.arch;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strict parser of one block string: an unknown, repeated, missing or malformed token is a {@link UserError}. */
final class BlockTokens {
    /** A key and a number. */
    private static final Pattern VALUED = Pattern.compile("([a-z]+)([0-9]+(?:\\.[0-9]+)?)");

    private static final int MAX_REPEATS = 64;

    private final String text;
    private final BlockKind kind;
    /** The values of tokens by key, empty for {@code skip} and {@code noskip}; an activation has the key {@code n}. */
    private final Map<String, String> values;

    private final BlockStrings.Defaults defaults;

    private BlockTokens(String text, BlockKind kind, Map<String, String> values, BlockStrings.Defaults defaults) {
        this.text = text;
        this.kind = kind;
        this.values = values;
        this.defaults = defaults;
    }

    static BlockTokens read(String text, BlockStrings.Defaults defaults) {
        String[] parts = text.split("_", -1);
        BlockKind kind = BlockKind.ofToken(parts[0])
                .orElseThrow(() -> error(
                        text,
                        "unknown block type '" + parts[0] + "'",
                        Suggestions.fix(
                                parts[0],
                                Arrays.stream(BlockKind.values())
                                        .map(BlockKind::token)
                                        .sorted()
                                        .toList())));
        Map<String, String> values = new LinkedHashMap<>();
        for (String token : List.of(parts).subList(1, parts.length)) {
            String[] keyed = split(text, kind, token);
            if (values.put(keyed[0], keyed[1]) != null) {
                throw error(text, "token '" + keyed[0] + "' is repeated", "leave one of them out");
            }
        }
        return new BlockTokens(text, kind, values, defaults);
    }

    /** The key and the value of a token. */
    private static String[] split(String text, BlockKind kind, String token) {
        boolean hasActivation = kind.attributes().contains(BlockAttribute.ACTIVATION);
        if (hasActivation && Activation.ofToken(token).isPresent()) {
            return new String[] {BlockAttribute.ACTIVATION.key(), token};
        }
        List<String> keys = keys(kind);
        Matcher m = VALUED.matcher(token);
        boolean isFlag = token.equals("skip") || token.equals("noskip");
        String key = isFlag ? token : m.matches() ? m.group(1) : null;
        if (key == null || !keys.contains(key) || !isFlag && key.endsWith("skip")) {
            throw error(
                    text,
                    "blocks of type " + kind.token() + " have no token '" + token + "'",
                    "tokens of " + kind.token() + ": " + String.join(", ", keys)
                            + (hasActivation ? "; activations: " + String.join(", ", Activation.tokens()) : ""));
        }
        return new String[] {key, isFlag ? "" : m.group(2)};
    }

    private static List<String> keys(BlockKind kind) {
        List<String> keys = new ArrayList<>(List.of("r"));
        kind.attributes().forEach(a -> keys.addAll(a.keys()));
        if (!kind.attributes().contains(BlockAttribute.EXPANSION)) {
            // timm writes e1 for kinds without an expansion
            keys.add(BlockAttribute.EXPANSION.key());
        }
        return keys;
    }

    private static UserError error(String text, String what, String fix) {
        return new UserError(what, "block string '" + text + "'", fix);
    }

    int repeats() {
        int r = integer("r", 1);
        if (r < 1 || r > MAX_REPEATS) {
            throw error(text, "repeats must be from 1 to " + MAX_REPEATS + ", not " + r, "write r1 to r" + MAX_REPEATS);
        }
        return r;
    }

    /** One of the repeated blocks: the first has the stride of the string, the others have stride 1. */
    Block block(boolean first) {
        refuseExpansion();
        try {
            List<Object> blockValues = new ArrayList<>();
            for (BlockAttribute attribute : kind.attributes()) {
                Object value = value(attribute);
                blockValues.add(attribute == BlockAttribute.STRIDE && !first ? Integer.valueOf(1) : value);
            }
            return kind.build(blockValues);
        } catch (IllegalArgumentException e) {
            throw error(text, e.getMessage(), "fix that token");
        }
    }

    /** Throws an error for a token {@code e} other than {@code e1} if the kind has no expansion. */
    private void refuseExpansion() {
        String key = BlockAttribute.EXPANSION.key();
        if (!kind.attributes().contains(BlockAttribute.EXPANSION) && values.containsKey(key) && number(key) != 1) {
            throw error(
                    text,
                    "a " + kind.yamlName() + " block has no expansion",
                    "leave '" + key + values.get(key) + "' out, or use ir");
        }
    }

    private Object value(BlockAttribute attribute) {
        return switch (attribute.type()) {
            case INTEGER ->
                attribute
                        .defaultValue()
                        .map(defaultValue -> integer(attribute.key(), defaultValue))
                        .orElseGet(() -> integer(attribute.key()));
            case NUMBER -> number(attribute.key());
            case SQUEEZE_EXCITE -> se();
            case ACTIVATION -> activation();
            case FLAG -> attribute == BlockAttribute.EXPLICIT_SKIP ? values.containsKey(attribute.key()) : skip();
        };
    }

    private boolean skip() {
        if (values.containsKey("skip") && values.containsKey("noskip")) {
            throw error(text, "both skip and noskip", "leave one of them out");
        }
        return !values.containsKey("noskip");
    }

    private Optional<SqueezeExcite> se() {
        if (values.containsKey("se") && values.containsKey("sei")) {
            throw error(text, "both se and sei", "leave one of them out");
        }
        return values.containsKey("sei")
                ? Optional.of(new SqueezeExcite(number("sei"), SqueezeExcite.Form.MNASNET))
                : values.containsKey("se")
                        ? Optional.of(new SqueezeExcite(number("se"), defaults.se()))
                        : Optional.empty();
    }

    private Activation activation() {
        return Optional.ofNullable(values.get("n"))
                .flatMap(Activation::ofToken)
                .or(defaults::activation)
                .orElseThrow(
                        () -> error(text, "no activation", "add one of " + String.join(", ", Activation.tokens())));
    }

    private String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw error(text, "token '" + key + "' is missing", "add " + key + " and its value, such as " + key + "1");
        }
        return value;
    }

    private double number(String key) {
        return Double.parseDouble(value(key));
    }

    private int integer(String key) {
        String value = value(key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw error(
                    text,
                    "token '" + key + "' needs a whole number, not " + value,
                    "write " + key + " and a whole number");
        }
    }

    private int integer(String key, int defaultValue) {
        return values.containsKey(key) ? integer(key) : defaultValue;
    }
}
