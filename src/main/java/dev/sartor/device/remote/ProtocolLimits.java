package dev.sartor.device.remote;

import dev.sartor.base.VisibleText;
import dev.sartor.device.DeviceDescription;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checks of the fields of {@link AgentRequest} and {@link AgentReply}. Their constructors call these, so that neither side
 * reads or writes a message that is out of bounds. All throw {@link IllegalArgumentException}.
 */
final class ProtocolLimits {
    /** Maximum length of a line, in bytes. A model takes 4 bytes in base64 for each 3. */
    static final int MAX_LINE_BYTES = 256 << 20;

    /** Maximum number of bytes of a model. */
    static final int MAX_MODEL_BYTES = MAX_LINE_BYTES / 4 * 3 - 1024;

    /** Maximum number of runs in one request. */
    static final int MAX_RUNS = 1_000_000;

    /** Maximum number of images of one run, and of sessions that one request times. */
    static final int MAX_COUNT = 4096;

    /** Maximum number of values of an input or output. */
    static final int MAX_VALUES = 1 << 24;

    private static final int MAX_TEXT = 10_000;
    private static final int MAX_SETTINGS = 1_000;

    private ProtocolLimits() {}

    static void requireRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " is " + value + ", not from " + min + " to " + max);
        }
    }

    static <T> T requirePresent(String field, T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    static void requireText(String field, String value) {
        requireRange("the length of " + field, requirePresent(field, value).length(), 0, MAX_TEXT);
    }

    static void requireHash(String field, String value) {
        if (!requirePresent(field, value).matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(field + " is not a SHA-256");
        }
    }

    static void requireTimes(String field, double[] ms) {
        requireRange("the number of " + field, requirePresent(field, ms).length, 0, MAX_RUNS);
        for (double time : ms) {
            if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a time is " + time + " ms");
            }
        }
    }

    static void requireDescription(DeviceDescription description) {
        requirePresent("description", description);
        var machine = description.machine();
        var runtime = description.runtime();
        Stream.concat(
                        Stream.of(
                                machine.cpu(),
                                machine.architecture(),
                                machine.affinity(),
                                machine.os(),
                                machine.kernel(),
                                runtime.name(),
                                runtime.version(),
                                runtime.build(),
                                description.state().governor().orElse("")),
                        description.settings().entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue())))
                .forEach(text -> requireText("a text of the description", text));
        requireRange("the number of settings", description.settings().size(), 0, MAX_SETTINGS);
    }

    /** A text for people, shortened if it is too long, without characters that would steer a terminal. */
    static String message(String field, String text) {
        String printable = VisibleText.of(requirePresent(field, text));
        return printable.length() <= MAX_TEXT ? printable : printable.substring(0, MAX_TEXT) + "…";
    }

    static <T> List<T> requireAllPresent(String field, List<T> values) {
        requirePresent(field, values).forEach(v -> requirePresent("an element of " + field, v));
        return List.copyOf(values);
    }
}
