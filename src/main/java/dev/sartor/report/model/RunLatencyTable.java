package dev.sartor.report.model;

import dev.sartor.base.UserError;
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

/** A latency table of a run. It may be gone; then the run's own figures are all that is known of it. */
final class RunLatencyTable {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final Optional<LatencyPredictor> predictor;
    private final String trouble;

    private RunLatencyTable(String name, Optional<LatencyPredictor> predictor, String trouble) {
        this.name = name;
        this.predictor = predictor;
        this.trouble = trouble;
    }

    /** @param missing what is done about units that it lacks */
    static RunLatencyTable read(Path file, MissingUnitPolicy missing) {
        try {
            LatencyTable table = LatencyTableFile.read(file);
            return new RunLatencyTable(table.name(), Optional.of(new LatencyPredictor(table, missing)), "");
        } catch (UserError e) {
            return new RunLatencyTable(
                    file.getFileName().toString().replaceFirst("\\.csv$", ""), Optional.empty(), e.getMessage());
        }
    }

    String name() {
        return name;
    }

    /** What it predicts for a space, unless it is gone; a {@link UserError} where it lacks units of it. */
    Optional<LatencyModel> latency(SearchSpace space) {
        return predictor.map(p -> new SpaceLatencyPredictor(space, p));
    }

    /** What it says on the blocks of a space against each other; nothing where the table is gone or lacks one. */
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

    /** What each segment adds to a network's latency; empty where the table is gone or lacks one. */
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

    /** @param front the networks on the run's front, of whose latency the facts say how much was measured */
    TableSummary facts(List<Network> front) {
        if (predictor.isEmpty()) {
            return new TableSummary(name, Map.of("not read", trouble), Optional.empty(), Optional.empty(), List.of());
        }
        return switch (predictor.get().table().provenance()) {
            case Certificate c ->
                new TableSummary(
                        name,
                        words(predictor.get(), front),
                        c.heldOutQuality().map(PredictionQuality::prediction),
                        c.result().noise(),
                        c.heldOutQuality().map(PredictionQuality::networks).orElse(List.of()));
            case ForeignCertificate c ->
                new TableSummary(name, words(predictor.get(), front), Optional.empty(), Optional.empty(), List.of());
        };
    }

    private Map<String, String> words(LatencyPredictor table, List<Network> front) {
        Map<String, String> words = switch (table.table().provenance()) {
            case Certificate c -> words(c);
            case ForeignCertificate c -> words(c);
        };
        measuredShare(table, front)
                .filter(share -> share < 1)
                .ifPresent(share -> words.put(
                        "interpolated",
                        ReportNumbers.percent(share, 1)
                                + " or more of the latency of each network on the front comes from measured units"));
        return words;
    }

    /** The least of these networks; empty where there are none, or the table has changed and lacks units of them. */
    private static Optional<Double> measuredShare(LatencyPredictor table, List<Network> networks) {
        try {
            return networks.stream().map(n -> table.predict(n).measuredShare()).min(Comparator.naturalOrder());
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    private Map<String, String> words(ForeignCertificate c) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("imported from", c.source() + ", " + c.sourceFormat() + ", " + date(c.imported()));
        words.put("device", c.device());
        words.put("measured", c.made());
        words.put("software", c.software());
        words.put("noise", c.noise());
        words.put(
                "units",
                ReportNumbers.count(predictor.get().table().units().size())
                        + (c.flags().isEmpty() ? "" : ", " + c.flags().size() + " of them doubtful"));
        words.put("SHA-256", c.tableSha256());
        return words;
    }

    private Map<String, String> words(Certificate c) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("device", c.device().device().text());
        words.put("machine", words(c.device().machine()));
        words.put(
                "runtime",
                c.device().runtime().name() + " " + c.device().runtime().version());
        words.put(
                "measured",
                date(c.origin().measuredAt()) + ", " + c.result().rounds() + " rounds in "
                        + Math.round(c.result().seconds()) + " s");
        words.put(
                "units",
                ReportNumbers.count(predictor.get().table().units().size())
                        + (c.gaps().missing().isEmpty()
                                ? ""
                                : ", " + c.gaps().missing().size() + " left out")
                        + (c.refused().isEmpty() ? "" : ", " + c.refused().size() + " refused by the device"));
        words.put(
                "control network",
                ReportNumbers.ms(c.control().medianMs()) + ", p10–p90 "
                        + ReportNumbers.significant(c.control().p10Ms()) + "–"
                        + ReportNumbers.significant(c.control().p90Ms()));
        c.heldOutQuality()
                .ifPresent(h -> words.put(
                        "held-out networks",
                        h.prediction().networks() + ", mean error "
                                + ReportNumbers.percent(h.prediction().mape(), 2) + ", "
                                + ReportNumbers.percent(h.coverage90(), 0)
                                + " in the 90 % interval"));
        c.result()
                .noise()
                .ifPresent(n -> words.put(
                        "noise floor",
                        "mean error " + ReportNumbers.percent(n.mape(), 2)
                                + " of one half of the rounds against the other"));
        words.put("SHA-256", c.tableSha256());
        return words;
    }

    static String words(Machine machine) {
        return machine.cpu() + ", " + ReportNumbers.some(machine.processors(), "processor", "processors")
                + (machine.virtual() ? ", virtual" : "") + ", " + ReportNumbers.bytes(machine.memoryBytes()) + ", "
                + machine.os();
    }

    static String date(Instant instant) {
        return MINUTES.format(instant);
    }
}
