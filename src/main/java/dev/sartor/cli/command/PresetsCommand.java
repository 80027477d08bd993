package dev.sartor.cli.command;

import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.JsonText;
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
        footer = {"", "Example: sartor presets, then sartor describe mobilenet-v2"})
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
        if (json.given()) {
            out.println(JsonText.text(rows));
            return;
        }
        out.println(ConsoleFormat.format("%-28s %-12s %10s %10s  %s", "name", "input", "MACs", "params", "source"));
        for (var row : rows) {
            out.println(ConsoleFormat.format(
                    "%-28s %-12s %10s %10s  %s",
                    row.get("name"),
                    row.get("input"),
                    ConsoleFormat.count((long) row.get("macs")),
                    ConsoleFormat.count((long) row.get("params")),
                    row.get("source")));
        }
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
