package dev.sartor.report.model;

import dev.sartor.base.UserError;
import dev.sartor.base.file.FileNames;
import dev.sartor.device.machine.Machine;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.explanation.Contrast;
import dev.sartor.latency.explanation.Explanation;
import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.prediction.SpaceLatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.network.Network;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A latency table of a run. The file may be missing; then only the latencies in the run are known. */
final class RunLatencyTable {
    private static final DateTimeFormatter DATE_FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final Optional<LatencyPredictor> predictor;
    /** Why the file cannot be read; empty if it was read. */
    private final String readError;

    private RunLatencyTable(String name, Optional<LatencyPredictor> predictor, String readError) {
        this.name = name;
        this.predictor = predictor;
        this.readError = readError;
    }

    /** @param missing the policy for stems, blocks and heads that the table lacks */
    static RunLatencyTable read(Path file, MissingUnitPolicy missing) {
        try {
            LatencyTable table = LatencyTableFile.read(file);
            return new RunLatencyTable(table.name(), Optional.of(new LatencyPredictor(table, missing)), "");
        } catch (UserError e) {
            return new RunLatencyTable(
                    FileNames.last(file).replaceFirst("\\.csv$", ""), Optional.empty(), e.getMessage());
        }
    }

    String name() {
        return name;
    }

    /**
     * The latency model of the table for a space; empty if the file is missing.
     *
     * @throws UserError if it lacks units of the space
     */
    Optional<LatencyModel> latencyModel(SearchSpace space) {
        return predictor.map(p -> new SpaceLatencyPredictor(space, p));
    }

    /** Sentences that compare the blocks of a space; empty if the file is missing or lacks units. */
    List<String> sentences(SearchSpace space) {
        try {
            return predictor
                    .map(p -> Explanation.of(space, p).contrasts().stream()
                            .map(Contrast::sentence)
                            .toList())
                    .orElse(List.of());
        } catch (UserError e) {
            return List.of();
        }
    }

    /** The latency of each segment of a network; empty if the file is missing or lacks units. */
    List<Double> segmentMs(Network network) {
        try {
            return predictor
                    .map(p -> network.segments().stream()
                            .map(s -> s.isEmpty() ? 0.0 : p.unitCostMs(s.key()))
                            .toList())
                    .orElse(List.of());
        } catch (UserError e) {
            return List.of();
        }
    }

    /** @param front the networks of the front; the summary contains the share of their latency that was measured */
    TableSummary summary(List<Network> front) {
        if (predictor.isEmpty()) {
            return new TableSummary(
                    name, Map.of("not available", readError), Optional.empty(), Optional.empty(), List.of());
        }
        return switch (predictor.get().table().provenance()) {
            case Certificate c ->
                new TableSummary(
                        name,
                        details(predictor.get(), front),
                        c.heldOutQuality().map(PredictionQuality::prediction),
                        c.result().noise(),
                        c.heldOutQuality().map(PredictionQuality::networks).orElse(List.of()));
            case ForeignCertificate c ->
                new TableSummary(name, details(predictor.get(), front), Optional.empty(), Optional.empty(), List.of());
        };
    }

    private Map<String, String> details(LatencyPredictor predictor, List<Network> front) {
        Map<String, String> details = switch (predictor.table().provenance()) {
            case Certificate c -> details(c);
            case ForeignCertificate c -> details(c);
        };
        measuredShare(predictor, front)
                .filter(share -> share < 1)
                .ifPresent(share -> details.put(
                        "interpolated",
                        ReportNumbers.percent(share, 1)
                                + " or more of the latency of each network on the front comes from its rows"));
        return details;
    }

    /** The smallest measured share of these networks; empty if there are none or the table lacks units of them. */
    private static Optional<Double> measuredShare(LatencyPredictor predictor, List<Network> networks) {
        try {
            return networks.stream()
                    .map(n -> predictor.predict(n).measuredShare())
                    .min(Comparator.naturalOrder());
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    private Map<String, String> details(ForeignCertificate c) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("imported from", c.source() + ", " + c.sourceFormat() + ", " + date(c.importedAt()));
        details.put("device", c.device());
        details.put("measured", c.measuredAt());
        details.put("software", c.software());
        details.put("noise", c.noise());
        details.put(
                "units",
                ReportNumbers.count(predictor.get().table().units().size())
                        + (c.doubts().isEmpty() ? "" : ", " + c.doubts().size() + " of them doubtful"));
        details.put("SHA-256", c.tableSha256());
        return details;
    }

    private Map<String, String> details(Certificate c) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("device", c.device().device().text());
        details.put("machine", details(c.device().machine()));
        details.put(
                "runtime",
                c.device().runtime().name() + " " + c.device().runtime().version());
        details.put(
                "measured",
                date(c.origin().measuredAt()) + ", " + c.result().rounds() + " rounds in "
                        + Math.round(c.result().seconds()) + " s");
        details.put(
                "units",
                ReportNumbers.count(predictor.get().table().units().size())
                        + (c.gaps().missing().isEmpty()
                                ? ""
                                : ", " + c.gaps().missing().size() + " not measured")
                        + (c.refused().isEmpty() ? "" : ", " + c.refused().size() + " refused by the device"));
        details.put(
                "control network",
                ReportNumbers.ms(c.control().medianMs()) + ", p10–p90 "
                        + ReportNumbers.significant(c.control().p10Ms()) + "–"
                        + ReportNumbers.significant(c.control().p90Ms()));
        c.heldOutQuality()
                .ifPresent(h -> details.put(
                        "held-out networks",
                        h.prediction().networks() + ", mean error "
                                + ReportNumbers.percent(h.prediction().mape(), 2) + ", "
                                + ReportNumbers.percent(h.coverage90(), 0)
                                + " in the 90 % interval"));
        c.result()
                .noise()
                .ifPresent(n -> details.put(
                        "noise floor",
                        "mean error " + ReportNumbers.percent(n.mape(), 2)
                                + " of one half of the rounds against the other"));
        details.put("SHA-256", c.tableSha256());
        return details;
    }

    static String details(Machine machine) {
        return machine.cpu() + ", " + ReportNumbers.plural(machine.processors(), "processor", "processors")
                + (machine.virtual() ? ", virtual" : "") + ", " + ReportNumbers.bytes(machine.memoryBytes()) + ", "
                + machine.os();
    }

    static String date(Instant instant) {
        return DATE_FORMAT.format(instant);
    }
}
