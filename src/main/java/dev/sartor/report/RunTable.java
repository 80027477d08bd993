package dev.sartor.report;

import dev.sartor.arch.UserError;
import dev.sartor.device.Machine;
import dev.sartor.latency.Certificate;
import dev.sartor.latency.Contrast;
import dev.sartor.latency.Explanation;
import dev.sartor.latency.ForeignCertificate;
import dev.sartor.latency.Judgement;
import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.MissingUnits;
import dev.sartor.latency.Predictor;
import dev.sartor.network.Network;
import dev.sartor.search.PredictedLatency;
import dev.sartor.search.TableLatency;
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
final class RunTable {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final Optional<Predictor> predictor;
    private final String trouble;

    private RunTable(String name, Optional<Predictor> predictor, String trouble) {
        this.name = name;
        this.predictor = predictor;
        this.trouble = trouble;
    }

    /** @param missing what is done about units that it lacks */
    static RunTable read(Path file, MissingUnits missing) {
        try {
            LatencyTable table = LatencyTable.read(file);
            return new RunTable(table.name(), Optional.of(new Predictor(table, missing)), "");
        } catch (UserError e) {
            return new RunTable(
                    file.getFileName().toString().replaceFirst("\\.csv$", ""), Optional.empty(), e.getMessage());
        }
    }

    String name() {
        return name;
    }

    /** What it predicts for a space, unless it is gone; a {@link UserError} where it lacks units of it. */
    Optional<TableLatency> latency(SearchSpace space) {
        return predictor.map(p -> new PredictedLatency(space, p));
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
    TableFacts facts(List<Network> front) {
        if (predictor.isEmpty()) {
            return new TableFacts(name, Map.of("not read", trouble), Optional.empty(), Optional.empty(), List.of());
        }
        return switch (predictor.get().table().provenance()) {
            case Certificate c ->
                new TableFacts(
                        name,
                        words(predictor.get(), front),
                        c.heldOut().map(Judgement::prediction),
                        c.noise(),
                        c.heldOut().map(Judgement::networks).orElse(List.of()));
            case ForeignCertificate c ->
                new TableFacts(name, words(predictor.get(), front), Optional.empty(), Optional.empty(), List.of());
        };
    }

    private Map<String, String> words(Predictor table, List<Network> front) {
        Map<String, String> words = switch (table.table().provenance()) {
            case Certificate c -> words(c);
            case ForeignCertificate c -> words(c);
        };
        measuredShare(table, front)
                .filter(share -> share < 1)
                .ifPresent(share -> words.put(
                        "interpolated",
                        Figures.percent(share, 1)
                                + " or more of the latency of each network on the front comes from measured units"));
        return words;
    }

    /** The least of these networks; empty where there are none, or the table has changed and lacks units of them. */
    private static Optional<Double> measuredShare(Predictor table, List<Network> networks) {
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
                Figures.count(predictor.get().table().units().size())
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
        words.put("measured", date(c.made()) + ", " + c.rounds() + " rounds in " + Math.round(c.seconds()) + " s");
        words.put(
                "units",
                Figures.count(predictor.get().table().units().size())
                        + (c.missing().isEmpty() ? "" : ", " + c.missing().size() + " left out")
                        + (c.refused().isEmpty() ? "" : ", " + c.refused().size() + " refused by the device"));
        words.put(
                "control network",
                Figures.ms(c.control().medianMs()) + ", p10–p90 "
                        + Figures.significant(c.control().p10Ms()) + "–"
                        + Figures.significant(c.control().p90Ms()));
        c.heldOut()
                .ifPresent(h -> words.put(
                        "held-out networks",
                        h.prediction().networks() + ", mean error "
                                + Figures.percent(h.prediction().mape(), 2) + ", " + Figures.percent(h.coverage90(), 0)
                                + " in the 90 % interval"));
        c.noise()
                .ifPresent(n -> words.put(
                        "noise floor",
                        "mean error " + Figures.percent(n.mape(), 2) + " of one half of the rounds against the other"));
        words.put("SHA-256", c.tableSha256());
        return words;
    }

    static String words(Machine machine) {
        return machine.cpu() + ", " + Figures.some(machine.processors(), "processor", "processors")
                + (machine.virtual() ? ", virtual" : "") + ", " + Figures.bytes(machine.memoryBytes()) + ", "
                + machine.os();
    }

    static String date(Instant instant) {
        return MINUTES.format(instant);
    }
}
