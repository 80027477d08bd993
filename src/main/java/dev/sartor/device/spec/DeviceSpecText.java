package dev.sartor.device.spec;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The text of a device taken apart: {@code NAME,key=value,key=value}. */
record DeviceSpecText(String text, String name, List<Setting> settings) {
    /** The most threads, and the most images in a batch. */
    static final int MOST = 4096;

    /** One {@code key=value}. */
    record Setting(String key, String value) {}

    static void requireCounts(int threads, int batch) {
        if (threads < 1 || threads > MOST || batch < 1 || batch > MOST) {
            throw new IllegalArgumentException(
                    "Threads and batch must lie from 1 to " + MOST + ", not " + threads + " and " + batch);
        }
    }

    static DeviceSpecText of(String text) {
        String[] parts = text.strip().split("\\s*,\\s*", -1);
        List<Setting> settings = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            settings.add(
                    equals < 0
                            ? new Setting(part, null)
                            : new Setting(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip()));
        }
        return new DeviceSpecText(text, parts[0], settings);
    }

    /** The settings, after a look whether each has a value, stands once, and is among {@code known} unless that is empty. */
    List<Setting> checked(List<String> known) {
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
                        "The setting '" + setting.key() + "' stands twice",
                        "write each setting once, as cpu,threads=1");
            }
        }
        return settings;
    }

    int count(Setting setting) {
        if (!setting.value().matches("[1-9][0-9]{0,3}") || Integer.parseInt(setting.value()) > MOST) {
            throw error(
                    "'" + setting.value() + "' is no number of " + setting.key(),
                    "give a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(setting.value());
    }

    UserError unknown(String kind, String token, List<String> known) {
        return error("There is no " + kind + " '" + token + "'", Suggestions.fix(token, known));
    }

    UserError error(String what, String fix) {
        return new UserError(what, "device '" + text + "'", fix);
    }
}
