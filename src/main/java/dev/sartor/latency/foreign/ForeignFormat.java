package dev.sartor.latency.foreign;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.Arrays;
import java.util.List;

/** The file formats of latency tables that can be imported. */
public enum ForeignFormat {
    /** Once-for-all's lookup tables (github.com/mit-han-lab/once-for-all): YAML, {@code expand} is the expanded width. */
    OFA("ofa", "once-for-all lookup table"),
    /** ProxylessNAS's lookup tables (github.com/mit-han-lab/proxylessnas): YAML, {@code expand} is a ratio. */
    PROXYLESSNAS("proxylessnas", "ProxylessNAS lookup table"),
    /** TF-NAS's tables (github.com/AberHu/TF-NAS) as CSV, with one row per expanded width. */
    TFNAS("tfnas", "TF-NAS lookup table"),
    /** FBNet's operator table (github.com/facebookresearch/mobile-vision, runtime_lut): one JSON object per line. */
    FBNET("fbnet", "FBNet operator table"),
    /** A CSV file with a header line; an option names the columns to read. */
    CSV("csv", "CSV");

    private final String token;
    private final String description;

    ForeignFormat(String token, String description) {
        this.token = token;
        this.description = description;
    }

    /** The name in options. */
    public String token() {
        return token;
    }

    /** The name in certificates and messages. */
    public String description() {
        return description;
    }

    /** @throws UserError for an unknown format */
    public static ForeignFormat parse(String token) {
        List<String> tokens = Arrays.stream(values()).map(ForeignFormat::token).toList();
        return Arrays.stream(values())
                .filter(f -> f.token.equals(token))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "there is no format '" + token + "'", "the --format option", Suggestions.fix(token, tokens)));
    }
}
