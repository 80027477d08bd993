package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output and files are the same in every locale: decimal commas, other digits, and a dotless i. */
@ResourceLock(Resources.LOCALE)
@Isolated
class LocalesTest {
    private static final String TABLE = "xeon-vm-ort-fp32-1t-small-28";
    private static final Locale BEFORE = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(BEFORE);
    }

    /** The output of commands and the files of a run in a locale. */
    private List<String> outputs(Locale locale) throws IOException {
        Locale.setDefault(locale);
        Path run = folder.resolve("run");
        List<String> outputs = new ArrayList<>();
        for (List<String> command : List.of(
                List.of("describe", "mobilenet-v3-small", "--width", "0.75"),
                List.of("presets"),
                List.of("spaces"),
                List.of("tables"),
                List.of("explain", "--table", TABLE, "--space", "small-28"),
                List.of("bounds", "--space", "small-28", "--table", TABLE, "--limit", "params<=20.5k"),
                List.of(
                        "search",
                        "--space",
                        "small-28",
                        "--table",
                        TABLE,
                        "--data",
                        "shapes:train=60,validation=30,test=30",
                        "--accuracy",
                        "most-params",
                        "--trials",
                        "12",
                        "--limit",
                        "latency<=0.1ms",
                        "--limit",
                        "P(latency<=0.09ms)>=0.95",
                        "--out",
                        run.toString()),
                List.of("predict", "--table", TABLE, run + ":1"),
                List.of("train", run + ":1", "--epochs", "1", "--learning-rate", "0.01"),
                List.of("search", "--space", "nowhere"))) {
            CommandRun result = CommandRun.of(command.toArray(String[]::new));
            outputs.add(command + " " + result.status() + "\n" + result.out());
        }
        outputs.add(Files.readString(run.resolve("trials.jsonl")));
        outputs.add(Files.readString(run.resolve("front.csv")));
        outputs.add(Files.readString(run.resolve("config.yaml")));
        try (var files = Files.walk(run)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return outputs;
    }

    @Test
    void outputAndFilesAreTheSameInEveryLocale() throws IOException {
        List<String> expected = outputs(Locale.ROOT);
        for (String tag : List.of("de-DE", "tr-TR", "ar-EG", "hi-IN-u-nu-deva")) {
            assertEquals(expected, outputs(Locale.forLanguageTag(tag)), tag);
        }
    }

    /** Formats without a locale convert only what looks the same in all of them: %s and %x. */
    @Test
    void noSourceFormatsNumbersInTheDefaultLocale() throws IOException {
        Pattern localised = Pattern.compile(
                "(String\\.format\\(\\s*|)(\"[^\"]*%[-+0-9,.]*[dfge][^\"]*\")\\)?\\s*(\\.formatted\\(|)");
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                localised
                        .matcher(Files.readString(file))
                        .results()
                        .filter(m -> !m.group(1).isEmpty() || !m.group(3).isEmpty())
                        .forEach(m -> fail(file + ": " + m.group()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG"})
    void namesOfValuesAreFoundInEveryLocale(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        CommandRun run = CommandRun.of(
                "search", "--space", "small-28", "--missing", "INTERPOLATE", "--accuracy", "most-params", "--dry-run");
        assertEquals(0, run.status(), run.err());
    }
}
