package dev.sartor.device;

import dev.sartor.arch.Nearest;
import dev.sartor.arch.UserError;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the user asks for with {@code --device}: an execution provider and how to use it.
 *
 * @param threads threads within one operation, from 1
 * @param batch   images in one timed run, from 1
 */
public record DeviceSpec(Provider provider, int threads, int batch, Precision precision) {
    private static final int MOST = 4096;

    public DeviceSpec {
        if (threads < 1 || threads > MOST || batch < 1 || batch > MOST) {
            throw new IllegalArgumentException("Threads and batch must lie from 1 to " + MOST + ", not " + threads + " and " + batch);
        }
    }

    /** One thread of this machine's processor, one image at a time. */
    public static DeviceSpec cpu() {
        return new DeviceSpec(Provider.CPU, 1, 1, Precision.FP32);
    }

    /** Reads {@code cpu,threads=1,batch=1,precision=fp32}; all but the provider may be left out. */
    public static DeviceSpec parse(String text) {
        String[] parts = text.strip().split("\\s*,\\s*", -1);
        Provider provider = named(parts[0], "device", text, Arrays.asList(Provider.values()),
                Arrays.stream(Provider.values()).map(Provider::token).toList());
        DeviceSpec spec = new DeviceSpec(provider, 1, 1, Precision.FP32);
        Set<Key> seen = new HashSet<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals).strip();
            Key key = named(name, "setting", text, Arrays.asList(Key.values()), Key.tokens());
            if (equals < 0 || !seen.add(key)) {
                throw new UserError(equals < 0 ? "The setting '" + part + "' has no value" : "The setting '" + name + "' stands twice",
                        place(text), "write each setting once, as cpu,threads=1");
            }
            spec = spec.with(key, part.substring(equals + 1).strip(), text);
        }
        return spec;
    }

    /** The canonical text, which {@link #parse} reads back: {@code cpu,threads=1}; what is usual is left out. */
    public String text() {
        return provider.token() + ",threads=" + threads + (batch == 1 ? "" : ",batch=" + batch)
                + (precision == Precision.FP32 ? "" : ",precision=" + precision.token());
    }

    private DeviceSpec with(Key key, String value, String text) {
        return switch (key) {
            case THREADS -> new DeviceSpec(provider, count(key, value, text), batch, precision);
            case BATCH -> new DeviceSpec(provider, threads, count(key, value, text), precision);
            case PRECISION -> new DeviceSpec(provider, threads, batch, named(value, "precision", text,
                    Arrays.asList(Precision.values()), Arrays.stream(Precision.values()).map(Precision::token).toList()));
        };
    }

    private static int count(Key key, String value, String text) {
        if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > MOST) {
            throw new UserError("'" + value + "' is no number of " + key.token(), place(text),
                    "give a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(value);
    }

    private static <T> T named(String token, String kind, String text, List<T> values, List<String> tokens) {
        int index = tokens.indexOf(token);
        if (index < 0) {
            throw new UserError("There is no " + kind + " '" + token + "'", place(text), Nearest.remedy(token, tokens));
        }
        return values.get(index);
    }

    private static String place(String text) {
        return "device '" + text + "'";
    }

    private enum Key {
        THREADS, BATCH, PRECISION;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> tokens() {
            return Arrays.stream(values()).map(Key::token).toList();
        }
    }
}
