package dev.sartor.cli.staircase;

import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.TextTable;
import dev.sartor.latency.staircase.ChannelSweep;
import dev.sartor.latency.staircase.DeviceStaircases;
import dev.sartor.latency.staircase.Staircase;
import dev.sartor.latency.staircase.StaircaseComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Staircases as text: for each block a sentence, and a bar for each number of channels. */
final class StaircaseText {
    /** Number of characters of the longest bar. */
    private static final int BAR_WIDTH = 24;

    private final StaircaseComparison comparison;

    private StaircaseText(StaircaseComparison comparison) {
        this.comparison = comparison;
    }

    static List<String> lines(StaircaseComparison comparison) {
        var text = new StaircaseText(comparison);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < comparison.sweeps().size(); i++) {
            if (i > 0) {
                lines.add("");
            }
            text.add(i, lines);
        }
        return lines;
    }

    /** Adds the lines of the block with this index. */
    private void add(int index, List<String> lines) {
        ChannelSweep sweep = comparison.sweeps().get(index);
        lines.add(sweep.words() + " at " + sweep.height() + "x" + sweep.width() + " (" + sweep.label() + ")");
        comparison.devices().forEach(d -> lines.add("  " + sentence(d, index)));
        double max = comparison.devices().stream()
                .flatMap(d -> d.staircases().get(index).steps().stream())
                .mapToDouble(Staircase.Step::ms)
                .max()
                .orElse(0);
        TextTable table = TextTable.withHeaders(Stream.concat(
                        Stream.of(">  channels"),
                        comparison.devices().stream().flatMap(d -> Stream.of(">" + d.name() + ", ms", "")))
                .toArray(String[]::new));
        TreeSet<Integer> channels = comparison.devices().stream()
                .flatMap(d -> d.staircases().get(index).steps().stream())
                .map(Staircase.Step::channels)
                .collect(Collectors.toCollection(TreeSet::new));
        for (int c : channels) {
            table.add(Stream.concat(
                            Stream.of("" + c),
                            comparison.devices().stream()
                                    .flatMap(d -> cells(d.staircases().get(index), c, max)))
                    .toArray(String[]::new));
        }
        if (!channels.isEmpty()) {
            lines.addAll(table.lines());
        }
    }

    private String sentence(DeviceStaircases device, int index) {
        Staircase staircase = device.staircases().get(index);
        if (staircase.steps().isEmpty()) {
            return device.name() + ": not measured";
        }
        return device.name() + ": "
                + comparison
                        .granularity(staircase)
                        .map(g -> ConsoleFormat.format(
                                "channels that are not multiples of %d take %.2fx as long as the multiples around them",
                                g.multiple(), g.cost()))
                        .orElse("no clear steps");
    }

    private static Stream<String> cells(Staircase staircase, int channels, double max) {
        Optional<Staircase.Step> step =
                staircase.steps().stream().filter(s -> s.channels() == channels).findFirst();
        return step.map(s -> Stream.of(ConsoleFormat.format("%.4f", s.ms()), bar(s.ms(), max)))
                .orElse(Stream.of("", ""));
    }

    private static String bar(double ms, double max) {
        return "#".repeat(max == 0 ? 0 : (int) Math.round(BAR_WIDTH * ms / max));
    }
}
