package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs each command with unusual texts as the value of each of its options and parameters. The command must end with a documented exit
 * status and without an internal error, and its errors must have three lines. {@code OptionRangesTest} tests numbers in the same way.
 *
 * <p>Arguments: {@code [COMMAND…]}, the commands to run; without them, all. Run it in the folder {@code after-report} that {@link
 * KillBenchmark} leaves; the files of the folder are restored after each run.
 */
public final class OptionTextSweep {
    /** The largest documented exit status. */
    private static final int MAX_STATUS = 3;

    /** The lines {@code where:} and {@code fix:} of an error. */
    private static final int DETAILS_OF_ERROR = 2;

    private static final int MAX_SECONDS = 60;
    private static final int SHOWN_CHARACTERS = 100;
    private static final String LONG_TEXT = "x".repeat(5000);
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "-",
            "--",
            ".",
            "..",
            "/",
            "/dev/null",
            "/dev/full",
            "/proc/self/mem",
            "no/such/file",
            "no-such",
            "~",
            "*",
            "%s%n",
            "a=b",
            "=",
            ":",
            ",",
            ";",
            "x:0",
            "x:99999999999999999999",
            "-1",
            "0",
            "1",
            "2147483648",
            "1e999",
            "NaN",
            "日本 'a\" $(x)",
            "a\nb",
            "\u001b[2J",
            "\u202e",
            LONG_TEXT,
            "é".repeat(300),
            "shapes:",
            "shapes:size=0",
            "cpu,",
            "cpu,threads",
            "adb,x=1",
            "web,browser=",
            "command:",
            "csv:",
            "csv:/dev/null",
            "supernet:epochs",
            "latency<=",
            "P(latency<=1ms)>=1",
            "reward:",
            "1%",
            "5m",
            "true",
            "null",
            "[]",
            "{}",
            "http://x",
            "file:///etc/passwd",
            "tiny.yaml",
            "table.csv",
            "run",
            "run:1",
            "run:0",
            "run:99",
            "models");

    /** For each command, arguments with which it succeeds within a second. The tested option replaces one of them or is added. */
    private static final Map<String, List<String>> BASES = Map.ofEntries(
            base("describe", "one.yaml"),
            base("presets", ""),
            base("spaces", ""),
            base("tables", "--folder=."),
            base("tables import", "foreign.csv --format=csv --columns=key=unit,ms=latency --out=imported.csv"),
            base("profile", "--space=tiny.yaml --device=phone/phone.yaml --dry-run --out=other.csv"),
            base("validate", "--table=table.csv --space=tiny.yaml --networks=9 --rounds=2"),
            base("explain", "--table=table.csv --space=tiny.yaml"),
            base("bounds", "--table=table.csv --space=tiny.yaml"),
            base("predict", "one.yaml --table=table.csv"),
            base("search", "--space=tiny.yaml --table=table.csv --accuracy=most-params --dry-run"),
            base(
                    "train",
                    "one.yaml --data=shapes:train=40,validation=20,test=20,size=12 --epochs=1 --batch=16 --out=models"),
            base("export", "one.yaml --data=shapes:train=40,validation=20,test=20,size=12"),
            base("report", "run"),
            base("compare", "run run"),
            base("devices", "--device=phone/phone.yaml"));

    private OptionTextSweep() {}

    private static Map.Entry<String, List<String>> base(String command, String rest) {
        return Map.entry(command, rest.isEmpty() ? List.of() : List.of(rest.split(" ")));
    }

    public static void main(String[] args) throws IOException {
        var files = FolderCopy.of(Path.of("").toAbsolutePath());
        int runs = 0;
        int faults = 0;
        for (var entry : BASES.entrySet()) {
            if (args.length > 0 && !List.of(args).contains(entry.getKey())) {
                continue;
            }
            CommandLine command = Sartor.commandLine();
            for (String word : entry.getKey().split(" ")) {
                command = command.getSubcommands().get(word);
            }
            for (ArgSpec argument : command.getCommandSpec().args()) {
                if (argument instanceof OptionSpec o
                        && (o.usageHelp() || o.versionHelp() || o.arity().max() == 0)) {
                    continue;
                }
                for (String value : VALUES) {
                    List<String> words = words(entry.getKey(), entry.getValue(), argument, value);
                    long start = System.nanoTime();
                    CommandRun run = CommandRun.of(words.toArray(String[]::new));
                    double seconds = (System.nanoTime() - start) / 1e9;
                    files.restore();
                    runs++;
                    long errorLines = run.err()
                            .lines()
                            .filter(l -> l.startsWith("  where: ") || l.startsWith("  fix:   "))
                            .count();
                    boolean passed = run.status() >= 0
                            && run.status() <= MAX_STATUS
                            && !run.err().contains("internal error")
                            && (run.status() == 0 || errorLines >= DETAILS_OF_ERROR)
                            && seconds < MAX_SECONDS;
                    if (!passed) {
                        faults++;
                        System.out.println(
                                "FAULT " + run.status() + " in " + seconds + " s: " + shown(words) + "\n" + run.err());
                    }
                }
            }
            System.out.println(entry.getKey() + ": " + runs + " runs so far, " + faults + " faults");
        }
        System.exit(faults == 0 ? 0 : 1);
    }

    /** The words of a command line in which an option or parameter has this value. */
    private static List<String> words(String command, List<String> base, ArgSpec argument, String value) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (argument instanceof OptionSpec option) {
            base.stream()
                    .filter(w -> Arrays.stream(option.names()).noneMatch(n -> w.startsWith(n + "=")))
                    .forEach(words::add);
            words.add(option.longestName() + "=" + value);
        } else {
            base.stream().filter(w -> w.startsWith("--")).forEach(words::add);
            words.add(value);
        }
        return words;
    }

    private static String shown(List<String> words) {
        return words.stream()
                .map(w -> w.length() > SHOWN_CHARACTERS ? w.substring(0, SHOWN_CHARACTERS) + "…" : w)
                .toList()
                .toString();
    }
}
