package dev.sartor.cli.staircase;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.staircase.ChannelSweep;
import dev.sartor.latency.staircase.DeviceStaircases;
import dev.sartor.latency.staircase.StaircaseComparison;
import dev.sartor.latency.staircase.StaircaseTimer;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.report.staircase.StaircasePage;
import dev.sartor.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Runs {@code explain --staircase}: measures the latencies of a space's blocks over their number of channels, and shows them. */
public final class StaircaseJob {
    /** Number of different blocks that are measured if none are named. */
    private static final int MAX_BLOCKS = 6;

    /** Half the 95 % confidence interval of a median, relative to it. */
    private static final double TARGET_PRECISION = 0.02;
    /** Seed of the order of measurements. */
    private static final long SEED = 1;

    private final CommandSpec spec;
    private final StaircaseOptions options;
    private final ConsoleProgress progress;

    public StaircaseJob(CommandSpec spec, StaircaseOptions options, ConsoleProgress progress) {
        this.spec = spec;
        this.options = options;
        this.progress = progress;
    }

    /**
     * A device to measure.
     *
     * @param table the table whose device it is; empty if the user has named the device
     */
    private record Subject(DeviceSpec device, Optional<Path> table) {
        private String name() {
            return table.map(LatencyTableFile::tableName).orElse(device.text());
        }
    }

    /**
     * Measures the blocks of a space, prints their latencies and writes the page.
     *
     * @param tables the tables on whose devices the blocks are measured if the options name no device
     * @param json   whether to print JSON
     */
    public void run(SearchSpace space, List<Path> tables, boolean json) {
        List<ChannelSweep> sweeps = sweeps(space);
        options.out().ifPresent(AtomicFile::requireWritable);
        List<Subject> subjects = subjects(tables);
        List<DeviceStaircases> devices = measure(subjects, sweeps);
        progress.clear();
        devices.forEach(d -> warnOfMissing(d, sweeps));
        var comparison = new StaircaseComparison(space.name(), options.channelStep(), sweeps, devices);
        if (json) {
            JsonText.print(comparison.json(), spec.commandLine().getOut());
        } else {
            StaircaseText.lines(comparison).forEach(spec.commandLine().getOut()::println);
        }
        options.out().ifPresent(page -> write(comparison, page, subjects.size(), json));
    }

    private void warnOfMissing(DeviceStaircases device, List<ChannelSweep> sweeps) {
        int all = sweeps.stream().mapToInt(s -> s.units().size()).sum();
        int measured =
                device.staircases().stream().mapToInt(s -> s.steps().size()).sum();
        if (measured < all) {
            progress.println(device.name() + ": only " + measured + " of " + all
                    + " points were measured; a longer --budget, fewer --blocks or a larger --channel-step"
                    + " give all of them");
        }
    }

    private List<ChannelSweep> sweeps(SearchSpace space) {
        List<ChannelSweep> sweeps = ChannelSweep.of(space, options.blocks(), MAX_BLOCKS, range());
        int all = ChannelSweep.blockCount(space);
        if (options.blocks().isEmpty() && sweeps.size() < all) {
            progress.println(sweeps.size() + " of " + all + " blocks of " + space.name() + "; --blocks names others");
        }
        if (sweeps.isEmpty()) {
            throw new UserError(
                    "no block can have these numbers of channels",
                    "space '" + space.name() + "'",
                    "choose others with --channel-step and --max-channels");
        }
        return sweeps;
    }

    private ChannelSweep.Range range() {
        try {
            return new ChannelSweep.Range(options.channelStep(), options.maxChannels());
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    e.getMessage(),
                    "the options --channel-step and --max-channels",
                    "choose a smaller step or more channels");
        }
    }

    private List<Subject> subjects(List<Path> tables) {
        return options.hasDevices()
                ? options.devices().stream()
                        .distinct()
                        .map(d -> new Subject(DeviceSpec.parse(d), Optional.empty()))
                        .toList()
                : tables.stream()
                        .map(t -> new Subject(
                                LatencyTableFile.read(t).certificate().device().device(), Optional.of(t)))
                        .toList();
    }

    /** The precision of a device if it distinguishes the devices; otherwise the name of its table, or its text. */
    private static String name(List<Subject> subjects, Subject subject) {
        boolean byPrecision =
                subjects.stream().map(s -> s.device().precision()).distinct().count() == subjects.size();
        return byPrecision ? subject.device().precision().token() : subject.name();
    }

    /** Opens all devices, so that consent is asked for and faults are found before the first measurement, and measures them. */
    private List<DeviceStaircases> measure(List<Subject> subjects, List<ChannelSweep> sweeps) {
        List<Device> open = new ArrayList<>();
        try {
            subjects.forEach(s -> open.add(open(s)));
            List<DeviceStaircases> measured = new ArrayList<>();
            for (int i = 0; i < subjects.size(); i++) {
                progress.phase("measuring " + sweeps.size() + " blocks with up to " + options.maxChannels()
                        + " channels on " + subjects.get(i).device().text());
                int device = i;
                measured.add(measure(
                        open.get(i),
                        name(subjects, subjects.get(i)),
                        sweeps,
                        options.out().map(page -> logPath(page, device))));
            }
            return measured;
        } finally {
            open.forEach(Device::close);
        }
    }

    private DeviceStaircases measure(Device device, String name, List<ChannelSweep> sweeps, Optional<Path> log) {
        MeasurementProtocol protocol = MeasurementProtocol.standard()
                .withRounds(options.rounds())
                .withTargetPrecision(TARGET_PRECISION)
                .withBudget(options.budget());
        try {
            return new StaircaseTimer(device, System::nanoTime, new ProfilingProgress(progress))
                    .measure(name, sweeps, protocol, SEED, log);
        } catch (InterruptedException e) {
            progress.clear();
            throw log.isPresent()
                    ? Interruption.Interrupted.measuring(spec)
                    : new Interruption.Interrupted("interrupted");
        }
    }

    private Device open(Subject subject) {
        options.via().requireAtMostOne("explain --staircase");
        Boards opened = subject.table()
                .map(t ->
                        options.via().open(subject.device(), t, options.trust().consent()))
                .orElseGet(() -> options.via().open(subject.device()));
        return opened.first();
    }

    /** The file from which an interrupted measurement of the device with this index continues. */
    private static Path logPath(Path page, int device) {
        return page.resolveSibling(page.getFileName() + ".device" + (device + 1) + ".jsonl");
    }

    private void write(StaircaseComparison comparison, Path page, int devices, boolean json) {
        StaircasePage.write(comparison, page);
        for (int i = 0; i < devices; i++) {
            Path log = logPath(page, i);
            if (Files.exists(log)) {
                MeasurementLog.delete(log);
            }
        }
        if (!json) {
            spec.commandLine().getOut().println();
            spec.commandLine().getOut().println("chart  " + page);
        }
    }
}
