package dev.sartor.cli.option;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import dev.sartor.cli.Sartor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Option;

class UsageErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
        serach --space small-28              > there is no command 'serach'             > did you mean 'search'?
        search --spaces small-28             > there is no option '--spaces'            > did you mean '--space'? see 'sartor search --help'
        profile --space s --out t --dryrun   > there is no option '--dryrun'            > did you mean '--dry-run'?
        report results/a results/b           > unexpected argument 'results/b'          > see 'sartor report --help'
        search --space small-28 --trials ten > 'ten' is not a whole number from 1 to 10,000,000 > --trials=N: Number of networks to evaluate. Default: 100.
        search --space s --time-limit soon   > 'soon' is not a duration such as 5m, 90s or 1.5h > --time-limit=TIME: Stop the search after this time
        profile --space small-28             > Missing required option: '--out=CSV'     > see 'sartor profile --help'
        search --space small-82 --data d     > no search space 'small-82'               > small-28
        train results/nowhere                > there is no preset, run or file 'results/nowhere' > name a trial as RUN:ID
        train mobilenet-v2 --epochs 0        > '0' is not a whole number from 1 to 100,000 > --epochs=N: Number of epochs. Default: 20, more
        explain --table xeon-vm-ort-fp32-1t-small-28 --space small-32 > the latency table lacks > sartor profile --space small-32
        describe mobilnet-v2                 > there is no preset, run or file          > did you mean 'mobilenet-v2'?
        search --space small-28 --table mien > there is no latency table 'mien'         > valid:
        search --space small-28 --limit "latency<=5M" > 'M' is not a unit here          > such as 5ms
        train mobilenet-v2 --data d --best 2 > --best cannot be used here: only a run has a front > or name a run without --data
        search --resume r --dry-run          > --dry-run cannot be used here: a run continues with the options it was started with > omit it
        search --resume nowhere              > is not the folder of a run               > sartor search
        predict --table xeon-vm-ort-fp32-1t-small-28 mobilenet-v2 > the latency table lacks > if they are of another space, profile that one
        """)
    void anErrorIsThreeLinesWithWhatWhereAndFix(String command, String what, String fix) {
        CommandRun run = CommandRun.of(
                Arrays.stream(command.split(" ")).map(w -> w.replace("\"", "")).toArray(String[]::new));
        List<String> lines = run.err().lines().toList();
        assertEquals(2, run.status(), run.err());
        assertEquals("", run.out());
        assertTrue(
                lines.size() == 3
                        && lines.get(0).contains(what)
                        && lines.get(1).startsWith("  where: ")
                        && lines.get(2).startsWith("  fix:   ")
                        && lines.get(2).contains(fix),
                run.err());
    }

    @Test
    void anUntrainedModelIsReportedBeforeImagesAreOpened(@TempDir Path models) {
        CommandRun run =
                CommandRun.of("export", "mobilenet-v2", "--data", "no such images", "--models", models.toString());
        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("mobilenet-v2 has no trained weights"), run.err());
        assertFalse(Files.exists(models.resolve("mobilenet-v2.onnx")));
    }

    @Test
    void anOutputThatCannotBeWrittenIsReportedBeforeTheWork(@TempDir Path folder) {
        for (Path out : List.of(folder, folder.resolve("missing/model.onnx"))) {
            CommandRun run = CommandRun.of("export", "mobilenet-v2", "--data", "no such images", "-o", out.toString());
            assertEquals(1, run.status(), run.err());
            assertTrue(run.err().contains(out.toString()), run.err());
            assertEquals(3, run.err().lines().count(), run.err());
        }
    }

    @Test
    void everyCommandHasAnExample() {
        // examples are indented, or in a sentence after a colon
        Sartor.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertTrue(
                        command.getUsageMessage().contains("  sartor " + name)
                                || command.getUsageMessage().contains(": sartor "),
                        name));
    }

    @Test
    void everyDescriptionCanBeFormatted() {
        // picocli passes descriptions to String.format
        Sartor.commandLine()
                .getSubcommands()
                .forEach((name, command) -> command.getCommandSpec().options().forEach(option -> {
                    if (option.userObject() instanceof Field field) {
                        Stream.of(field.getAnnotation(Option.class).description())
                                .forEach(line -> assertDoesNotThrow(
                                        () -> String.format(line), name + " " + option.longestName()));
                    }
                }));
    }
}
