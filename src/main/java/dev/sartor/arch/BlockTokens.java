package dev.sartor.arch;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of one block string, read strictly: an unknown, doubled, missing or malformed one is a {@link UserError}. */
final class BlockTokens {
    private static final Pattern VALUED = Pattern.compile("([a-z]+)([0-9]+(?:\\.[0-9]+)?)");
    private static final Map<String, List<String>> KEYS = Map.of(
            "cn", List.of("r", "k", "s", "c", "g", "skip"),
            "ds", List.of("r", "k", "s", "e", "c", "se", "sei", "skip", "noskip"),
            "dsa", List.of("r", "k", "s", "e", "c", "se", "sei"),
            "ir", List.of("r", "k", "s", "e", "c", "se", "sei", "skip", "noskip"),
            "er", List.of("r", "k", "s", "e", "c", "fc", "se", "sei", "skip", "noskip"),
            "tk", List.of("r", "k", "s", "i", "o", "c", "skip", "noskip"),
            "bt", List.of("r", "k", "s", "e", "c", "g", "skip", "noskip"),
            "sh", List.of("r", "k", "s", "e", "c", "g"),
            "xs", List.of("r", "k", "s", "c", "skip", "noskip"),
            "id", List.of("r", "s", "c"));
    private static final int MAX_REPEATS = 64;

    private final String text;
    private final String type;
    private final Map<String, String> values;
    private final BlockStrings.Defaults defaults;

    private BlockTokens(String text, String type, Map<String, String> values, BlockStrings.Defaults defaults) {
        this.text = text;
        this.type = type;
        this.values = values;
        this.defaults = defaults;
    }

    static BlockTokens read(String text, BlockStrings.Defaults defaults) {
        String[] parts = text.split("_", -1);
        if (!KEYS.containsKey(parts[0])) {
            throw error(
                    text,
                    "unknown block type '" + parts[0] + "'",
                    Suggestions.fix(parts[0], KEYS.keySet().stream().sorted().toList()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String token : List.of(parts).subList(1, parts.length)) {
            String[] keyed = split(text, parts[0], token);
            if (values.put(keyed[0], keyed[1]) != null) {
                throw error(text, "token '" + keyed[0] + "' stands twice", "leave one of them out");
            }
        }
        return new BlockTokens(text, parts[0], values, defaults);
    }

    private static String[] split(String text, String type, String token) {
        if (Activation.ofToken(token).isPresent() && !type.equals("id")) {
            return new String[] {"n", token};
        }
        List<String> keys = KEYS.get(type);
        Matcher m = VALUED.matcher(token);
        boolean word = token.equals("skip") || token.equals("noskip");
        String key = word ? token : m.matches() ? m.group(1) : null;
        if (key == null || !keys.contains(key) || !word && key.endsWith("skip")) {
            throw error(
                    text,
                    "token '" + token + "' is not one of " + type + "'s",
                    "tokens of " + type + ": " + String.join(", ", keys)
                            + (type.equals("id") ? "" : "; activations: " + String.join(", ", Activation.tokens())));
        }
        return new String[] {key, word ? "" : m.group(2)};
    }

    private static UserError error(String text, String what, String fix) {
        return new UserError(what, "block string '" + text + "'", fix);
    }

    int repeats() {
        int r = whole("r", 1);
        if (r < 1 || r > MAX_REPEATS) {
            throw error(text, "repeats must be from 1 to " + MAX_REPEATS + ", not " + r, "write r1 to r" + MAX_REPEATS);
        }
        return r;
    }

    /** The block this string stands for; the first of its repeats has the stride, the others stride 1. */
    Block block(boolean first) {
        int stride = first ? whole("s", 1) : valid("s", 1);
        try {
            return build(stride);
        } catch (IllegalArgumentException e) {
            throw error(text, e.getMessage(), "fix that token");
        }
    }

    private int valid(String key, int value) {
        whole(key, value);
        return value;
    }

    private Block build(int stride) {
        return switch (type) {
            case "cn" ->
                new Block.Conv(
                        required("k"), stride, required("c"), whole("g", 1), activation(), values.containsKey("skip"));
            case "ds", "dsa" -> separable(stride);
            case "ir" ->
                new Block.InvertedResidual(
                        required("k"), stride, figure("e"), required("c"), se(), activation(), skip());
            case "er" ->
                new Block.FusedInvertedResidual(
                        required("k"), stride, figure("e"), required("c"), se(), activation(), whole("fc", 0), skip());
            case "tk" ->
                new Block.Tucker(required("k"), stride, figure("i"), figure("o"), required("c"), activation(), skip());
            case "bt" ->
                new Block.Bottleneck(
                        required("k"), stride, figure("e"), required("c"), whole("g", 1), activation(), skip());
            case "sh" ->
                new Block.ShuffleUnit(required("k"), stride, figure("e"), required("c"), whole("g", 1), activation());
            case "xs" -> new Block.XceptionSeparable(required("k"), stride, required("c"), activation(), skip());
            case "id" -> new Block.Identity(stride, required("c"));
            default -> throw new IllegalStateException("Block type without a builder: " + type);
        };
    }

    private Block separable(int stride) {
        if (values.containsKey("e") && figure("e") != 1) {
            throw error(
                    text, "a separable block has no expansion", "leave '" + "e" + values.get("e") + "' out, or use ir");
        }
        boolean linear = type.equals("ds");
        return new Block.DepthwiseSeparable(
                required("k"), stride, required("c"), se(), activation(), linear, linear && skip());
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
                ? Optional.of(new SqueezeExcite(figure("sei"), SqueezeExcite.Form.SOFT))
                : values.containsKey("se")
                        ? Optional.of(new SqueezeExcite(figure("se"), defaults.se()))
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

    private double figure(String key) {
        return Double.parseDouble(value(key));
    }

    private int required(String key) {
        String value = value(key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw error(
                    text,
                    "token '" + key + "' wants a whole number, not " + value,
                    "write " + key + " and a whole number");
        }
    }

    private int whole(String key, int otherwise) {
        return values.containsKey(key) ? required(key) : otherwise;
    }
}
