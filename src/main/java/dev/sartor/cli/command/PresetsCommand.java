package dev.sartor.cli.command;

import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.TextTable;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sartor presets}: lists the published networks that have a name. */
@Command(
        name = "presets",
        description = "List the built-in published networks.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  sartor presets", "  sartor describe mobilenet-v2"})
public final class PresetsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<Map<String, Object>> rows =
                Presets.all().stream().map(PresetsCommand::row).toList();
        if (json.isGiven()) {
            JsonText.print(rows, out);
            return;
        }
        var lines = TextTable.withHeaders("name", "input", ">MACs", ">params", "source");
        rows.forEach(row -> lines.add(
                (String) row.get("name"),
                (String) row.get("input"),
                ConsoleFormat.count((long) row.get("macs")),
                ConsoleFormat.count((long) row.get("params")),
                (String) row.get("source")));
        lines.lines().forEach(out::println);
    }

    private static Map<String, Object> row(Preset preset) {
        Network network = Lowering.lower(preset.architecture());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", preset.name());
        row.put("input", network.input().toString());
        row.put("macs", network.macs());
        row.put("params", network.params());
        row.put("source", preset.source());
        return row;
    }
}
