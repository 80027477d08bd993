package dev.sartor.cli.option;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.NumberRange;
import dev.sartor.base.UserError;
import dev.sartor.cli.CommandRun;
import dev.sartor.cli.Sartor;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Every number of every option, with values at, below and above the ends of its range, and with texts that are no numbers. */
class OptionRangesTest {
    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class);
    /** Texts that no option for a number accepts. */
    private static final List<String> NOT_NUMBERS = List.of(
            "",
            " ",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e999",
            "9223372036854775808",
            "-9223372036854775809",
            "x",
            "١٢",
            "0x10",
            "1_000",
            "1,5");
    /** Texts that an option may accept or reject. */
    private static final List<String> EXTREMES = Stream.concat(
                    NOT_NUMBERS.stream(),
                    Stream.of(
                            "-1",
                            "0",
                            "-0",
                            "1",
                            "2",
                            "1e-300",
                            "0.5",
                            "1e9",
                            "2147483647",
                            "2147483648",
                            "4294967297",
                            "9223372036854775807",
                            "100%",
                            "1%"))
            .toList();

    private record Argument(CommandLine command, ArgSpec spec) {
        String option() {
            return ((OptionSpec) spec).longestName();
        }

        List<String> words(String value) {
            List<String> words = commandWords(command.getCommandSpec());
            words.add(option() + "=" + value);
            return words;
        }

        /** The same with all that the command requires. */
        List<String> complete(String value) {
            List<String> words = words(value);
            for (ArgSpec required : command.getCommandSpec().requiredArgs()) {
                words.add(required instanceof OptionSpec o ? o.longestName() + "=x" : "x");
            }
            return words;
        }

        @Override
        public String toString() {
            return String.join(" ", commandWords(command.getCommandSpec())) + " " + option();
        }
    }

    private static List<String> commandWords(CommandSpec command) {
        List<String> words = new ArrayList<>();
        for (CommandSpec c = command; c.parent() != null; c = c.parent()) {
            words.addFirst(c.name());
        }
        return words;
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(OptionRangesTest::commands));
    }

    private static Stream<Argument> arguments() {
        return commands(Sartor.commandLine())
                .flatMap(c -> c.getCommandSpec().args().stream().map(a -> new Argument(c, a)));
    }

    static Stream<Argument> numbers() {
        return arguments()
                .filter(a -> NUMBERS.contains(a.spec().auxiliaryTypes()[0])
                        && a.spec().converters().length > 0
                        && RangeConverters.range(a.spec()).isPresent());
    }

    static Stream<Argument> durations() {
        return arguments().filter(a -> a.spec().auxiliaryTypes()[0] == Duration.class);
    }

    @Test
    void everyNumberHasARange() {
        Set<String> unchecked = new TreeSet<>();
        arguments()
                .filter(a -> NUMBERS.contains(a.spec().auxiliaryTypes()[0]))
                .filter(a -> a.spec().converters().length == 0)
                .forEach(a -> unchecked.add(a.toString()));
        assertEquals(Set.of(), unchecked);
        assertTrue(numbers().count() > 30, "the walk finds the options");
    }

    private static final CommandLine PARSER = Sartor.commandLine();

    private static void assertUsageError(Argument argument, String value) {
        String[] words = argument.words(value).toArray(String[]::new);
        ParameterException e =
                assertThrows(ParameterException.class, () -> PARSER.parseArgs(words), () -> argument + "=" + value);
        UserError error = UsageErrors.of(e, words);
        assertTrue(error.getMessage().contains("'" + value + "' is not a"), error.text());
        assertTrue(error.fix().startsWith(argument.option() + "="), error.text());
    }

    @ParameterizedTest
    @CsvSource({"train x --epochs=0", "profile --seed=1e9", "describe x --width=NaN", "search --time-limit=0s"})
    void theErrorIsThreeLinesWithExitCode2(String command) {
        CommandRun run = CommandRun.of(command.split(" "));
        assertEquals(2, run.status(), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aTextThatIsNoNumberOfTheRangeIsAUsageError(Argument argument) {
        NOT_NUMBERS.forEach(text -> assertUsageError(argument, text));
        switch (RangeConverters.range(argument.spec()).orElseThrow()) {
            case NumberRange.Whole(long min, long max) -> {
                assertUsageError(
                        argument,
                        BigInteger.valueOf(min).subtract(BigInteger.ONE).toString());
                assertUsageError(
                        argument, BigInteger.valueOf(max).add(BigInteger.ONE).toString());
                assertUsageError(argument, "1.5");
            }
            case NumberRange.Real(double min, boolean minIncluded, double max, boolean maxIncluded) -> {
                assertUsageError(argument, Double.toString(minIncluded ? Math.nextDown(min) : min));
                assertUsageError(argument, Double.toString(maxIncluded ? Math.nextUp(max) : max));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void bothEndsOfARangeAreAccepted(Argument argument) {
        switch (RangeConverters.range(argument.spec()).orElseThrow()) {
            case NumberRange.Whole(long min, long max) -> {
                assertParses(argument, Long.toString(min));
                assertParses(argument, Long.toString(max));
            }
            case NumberRange.Real(double min, boolean minIncluded, double max, boolean maxIncluded) -> {
                assertParses(argument, Double.toString(minIncluded ? min : Math.nextUp(min)));
                assertParses(argument, Double.toString(maxIncluded ? max : Math.nextDown(max)));
            }
        }
    }

    private static void assertParses(Argument argument, String value) {
        String[] words = argument.complete(value).toArray(String[]::new);
        assertDoesNotThrow(() -> PARSER.parseArgs(words), () -> argument + "=" + value);
    }

    @ParameterizedTest
    @MethodSource("durations")
    void aDurationIsAboveZeroAndAtMostAYear(Argument argument) {
        NOT_NUMBERS.forEach(text -> assertUsageError(argument, text));
        List.of(
                        "0",
                        "0.0001s",
                        "-1s",
                        "1e3s",
                        "367h d",
                        "31622401s",
                        "8785h",
                        "٥m",
                        "1..5s",
                        ".",
                        "9223372036854775807h")
                .forEach(text -> assertUsageError(argument, text));
        assertParses(argument, "31622400s");
        assertParses(argument, "8784h");
        assertParses(argument, "0.001s");
    }

    @Test
    void aPercentageIsFromZeroToAHundred() {
        Argument precision = arguments()
                .filter(a -> a.spec() instanceof OptionSpec o && o.longestName().equals("--precision"))
                .findFirst()
                .orElseThrow();
        NOT_NUMBERS.forEach(text -> assertUsageError(precision, text));
        List.of("%", "NaN%", "-1%", "100.001%", "1e999%", "٥%", "0.5")
                .forEach(text -> assertUsageError(precision, text));
        assertParses(precision, "0%");
        assertParses(precision, "100%");
    }

    /** The specifications that contain numbers, with a gap for the number. */
    static Stream<Arguments> specifications() {
        Consumer<String> limit = Limit::parse;
        Consumer<String> objective = Objective::parse;
        Consumer<String> accuracy =
                text -> AccuracySpec.parse(AccuracySpec.parse(text).text());
        Consumer<String> device =
                text -> DeviceSpec.parse(DeviceSpec.parse(text).text());
        Consumer<String> data = text -> Datasets.open(text, DatasetOptions.defaults());
        return Stream.of(
                        Stream.of(
                                        "latency<=#ms",
                                        "latency<=#",
                                        "params<=#",
                                        "params<=#M",
                                        "macs<=#G",
                                        "memory<=#MiB",
                                        "P(latency<=5ms)>=#",
                                        "P(latency<=#s)>=0.95")
                                .map(t -> Arguments.of(limit, t)),
                        Stream.of("reward:latency=#ms", "reward:macs=#M", "reward:params=#")
                                .map(t -> Arguments.of(objective, t)),
                        Stream.of(
                                        "training:epochs=#",
                                        "training:images=#",
                                        "supernet:epochs=#",
                                        "supernet:images=#",
                                        "supernet:sandwich=#",
                                        "supernet:tuned=#",
                                        "halving:epochs=#",
                                        "halving:first=#",
                                        "halving:keep=#",
                                        "halving:epochs=999999999,keep=#",
                                        "naswot:images=#",
                                        "zico:images=#",
                                        "command:workers=#,x",
                                        "command:timeout_s=#,x",
                                        "command:retries=#,x")
                                .map(t -> Arguments.of(accuracy, t)),
                        Stream.of("cpu,threads=#", "cpu,batch=#", "adb,threads=#", "web,batch=#", "cpu,precision=#")
                                .map(t -> Arguments.of(device, t)),
                        Stream.of(
                                        "shapes:size=#,train=20,validation=10,test=10",
                                        "shapes:size=8,validation=10,test=10,train=#",
                                        "shapes:size=8,train=20,test=10,validation=#",
                                        "shapes:size=8,train=20,validation=10,test=#",
                                        "shapes:size=8,train=20,validation=10,test=10,seed=#")
                                .map(t -> Arguments.of(data, t)))
                .flatMap(s -> s);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("specifications")
    void aNumberInASpecificationIsValidOrAUserError(Consumer<String> parser, String template) {
        for (String value : EXTREMES) {
            String text = template.replace("#", value);
            try {
                parser.accept(text);
            } catch (UserError e) {
                assertEquals(UserError.ExitCode.USAGE, e.exitCode(), text);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(text, e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"--width=16", "--width=1e-300", "--resolution=1", "--resolution=4096", "--channel-groups=65536"})
    void describeAcceptsTheEndsOfEachRange(String option) {
        for (String preset : List.of("mobilenet-v2", "mobilenet-v3-small", "mnasnet-a1", "mobilenet-v4-conv-large")) {
            CommandRun run = CommandRun.of("describe", preset, option);
            assertEquals(0, run.status(), preset + " " + option + "\n" + run.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--trials=10000000",
        "--trials=1",
        "--population=100000",
        "--population=2",
        "--time-limit=8784h",
        "--threads=1024",
        "--seed=-9223372036854775808"
    })
    void searchAcceptsTheEndsOfEachRange(String option) {
        CommandRun run =
                CommandRun.of("search", "--space", "small-28", "--accuracy", "most-params", "--dry-run", option);
        assertEquals(0, run.status(), run.err());
    }
}
