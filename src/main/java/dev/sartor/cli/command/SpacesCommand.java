package dev.sartor.cli.command;

import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.TextTable;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sartor spaces}: lists the shipped search spaces. */
@Command(
        name = "spaces",
        mixinStandardHelpOptions = true,
        description =
                "List the shipped search spaces with their numbers of architectures and of units (stems, blocks and"
                        + " heads) to measure.",
        footer = {"", "Example: sartor spaces"})
public final class SpacesCommand implements Runnable {
    /** Numbers of architectures below this one are printed with all digits. */
    private static final BigInteger EXACT_BELOW = BigInteger.valueOf(1_000_000);

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<SearchSpace> spaces = SpaceFile.readAll(Installation.searchSpaces());
        if (json.isGiven()) {
            JsonText.print(spaces.stream().map(SpacesCommand::object).toList(), out);
            return;
        }
        var lines = TextTable.withHeaders("name", ">architectures", ">units", "description");
        spaces.forEach(s -> lines.add(s.name(), shortCount(s.count()), Long.toString(units(s)), s.description()));
        lines.lines().forEach(out::println);
    }

    private static Map<String, Object> object(SearchSpace space) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", space.name());
        object.put("architectures", space.count());
        object.put("units", units(space));
        object.put("description", space.description());
        return object;
    }

    private static long units(SearchSpace space) {
        return space.units().stream()
                .filter(u -> !u.isEmpty())
                .map(Unit::key)
                .distinct()
                .count();
    }

    private static String shortCount(BigInteger count) {
        return count.compareTo(EXACT_BELOW) < 0
                ? ConsoleFormat.format("%,d", count)
                : ConsoleFormat.format("%.3g", new BigDecimal(count, MathContext.DECIMAL64));
    }
}
