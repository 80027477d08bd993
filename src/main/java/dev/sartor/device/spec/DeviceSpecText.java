package dev.sartor.device.spec;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text of a device specification, split into its parts: {@code NAME,key=value,key=value}.
 *
 * @param text the whole text, for errors
 */
record DeviceSpecText(String text, String name, List<Setting> settings) {
    /** Maximum number of threads, and of images in a batch. */
    static final int MAX_COUNT = 4096;

    private static final String NO_VALUE = null;

    /** One {@code key=value}; the value is null if there is no equals sign. */
    record Setting(String key, String value) {}

    /** Checks the number of threads and the batch size. */
    static void requireCounts(int threads, int batch) {
        if (threads < 1 || threads > MAX_COUNT || batch < 1 || batch > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "Threads and batch must lie from 1 to " + MAX_COUNT + ", not " + threads + " and " + batch);
        }
    }

    /** Checks that a value can stand in the text of a device: it is not empty and has no comma or control character. */
    static void requireValue(String key, String value) {
        if (value == null
                || value.isBlank()
                || !value.equals(value.strip())
                || value.matches("(?s).*[,\\p{Cntrl}].*")) {
            throw new IllegalArgumentException("'" + value + "' is not a valid value for " + key
                    + ": it is empty, or has a comma, a control character or" + " blanks at an end");
        }
    }

    static DeviceSpecText of(String text) {
        String[] parts = text.strip().split("\\s*,\\s*", -1);
        List<Setting> settings = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            settings.add(
                    equals < 0
                            ? new Setting(part, NO_VALUE)
                            : new Setting(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip()));
        }
        return new DeviceSpecText(text, parts[0], settings);
    }

    /** Checks that each setting has a value, occurs once, and is one of {@code known} unless that is empty. */
    List<Setting> checkedSettings(List<String> known) {
        for (int i = 0; i < settings.size(); i++) {
            Setting setting = settings.get(i);
            if (!known.isEmpty() && !known.contains(setting.key())) {
                throw unknown("setting", setting.key(), known);
            }
            if (setting.value() == null) {
                throw error(
                        "The setting '" + setting.key() + "' has no value",
                        "write each setting once, as cpu,threads=1");
            }
            if (settings.subList(0, i).stream().anyMatch(s -> s.key().equals(setting.key()))) {
                throw error(
                        "The setting '" + setting.key() + "' is given twice",
                        "write each setting once, as cpu,threads=1");
            }
        }
        return settings;
    }

    /** The value of a setting as a whole number from 1. */
    int count(Setting setting) {
        if (!setting.value().matches("[1-9][0-9]{0,3}") || Integer.parseInt(setting.value()) > MAX_COUNT) {
            throw error(
                    "'" + setting.value() + "' is not a valid value for " + setting.key(),
                    "give a whole number from 1 to " + MAX_COUNT);
        }
        return Integer.parseInt(setting.value());
    }

    /** The value of a setting as a precision. */
    Precision precision(Setting setting) {
        return Precision.named(setting.value())
                .orElseThrow(() -> unknown("precision", setting.value(), Precision.tokens()));
    }

    /** The setting of a precision in the canonical text of a device; empty for the default. */
    static String text(Precision precision) {
        return precision == Precision.FP32 ? "" : ",precision=" + precision.token();
    }

    UserError unknown(String kind, String token, List<String> known) {
        return error("There is no " + kind + " '" + token + "'", Suggestions.fix(token, known));
    }

    UserError error(String what, String fix) {
        return new UserError(what, "device '" + text + "'", fix);
    }
}
