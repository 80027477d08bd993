package dev.sartor.report.model;

import dev.sartor.delivery.Finals;
import dev.sartor.delivery.MeasuredFront;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.network.Precision;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.run.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the measured and trained trials of a run: the measured front, the finalists of a planned search and the model cards. */
final class DeliveredTrialReader {
    private final RunFolder folder;
    private final MeasuredFront front;
    private final List<Finals.Finalist> finalists;
    private final List<ModelCard> cards;
    private final List<Limit> limits;

    private DeliveredTrialReader(
            RunFolder folder,
            MeasuredFront front,
            List<Finals.Finalist> finalists,
            List<ModelCard> cards,
            List<Limit> limits) {
        this.folder = folder;
        this.front = front;
        this.finalists = finalists;
        this.cards = cards;
        this.limits = limits;
    }

    /**
     * The delivered trials of a run: first trained trials, ranked by their cards; then finalists and trials that were only
     * measured, in the order in which the search ranked them.
     */
    static List<DeliveredTrial> of(RunFolder folder, List<Limit> limits, List<Trial> trials) {
        MeasuredFront front = MeasuredFront.read(folder.path());
        var reader = new DeliveredTrialReader(
                folder,
                front,
                Finals.read(folder.path()).map(Finals::finalists).orElse(List.of()),
                ModelCard.ranked(folder, trials, front, limits),
                limits);
        Map<String, Trial> byId = trials.stream().collect(Collectors.toMap(t -> Integer.toString(t.id()), t -> t));
        List<DeliveredTrial> delivered = new ArrayList<>(reader.cards.stream()
                .map(c -> reader.trainedTrial(byId.get(c.name()), c))
                .toList());
        // the entries are in the order of the front
        Stream.concat(
                        reader.finalists.stream().map(Finals.Finalist::trial),
                        reader.front.entries().stream().map(MeasuredFront.Entry::trial))
                .map(id -> Integer.toString(id))
                .distinct()
                .filter(id -> byId.containsKey(id)
                        && reader.cards.stream().noneMatch(c -> c.name().equals(id)))
                .forEach(id -> delivered.add(
                        reader.deliveredTrial(byId.get(id), Optional.empty(), reader.timings(byId.get(id)))));
        return delivered;
    }

    /** A trained trial. If it was not measured with the front, its timings are those of its exported file. */
    private DeliveredTrial trainedTrial(Trial trial, ModelCard card) {
        List<DeliveredTrial.Timing> timings = timings(trial);
        return deliveredTrial(
                trial,
                Optional.of(card),
                timings.isEmpty()
                        ? measurements(trial, card).stream()
                                .filter(m -> trial.costs().latencyMs().containsKey(m.table()))
                                .map(m -> new DeliveredTrial.Timing(
                                        m.table(), trial.costs().latencyMs(m.table()), m.latency()))
                                .toList()
                        : timings);
    }

    /** The latencies of the exported file, if it has the precision that the tables predict. */
    private static List<ModelCard.Measurement> measurements(Trial trial, ModelCard card) {
        return trial.costs().precision() == Precision.FP32 ? card.measured() : List.of();
    }

    private List<DeliveredTrial.Timing> timings(Trial trial) {
        return front.entries().stream()
                .filter(e -> e.trial() == trial.id())
                .map(e -> new DeliveredTrial.Timing(e.table(), e.predictedMs(), e.latency()))
                .toList();
    }

    private DeliveredTrial deliveredTrial(Trial trial, Optional<ModelCard> card, List<DeliveredTrial.Timing> timings) {
        boolean measured = front.entries().stream().anyMatch(e -> e.trial() == trial.id());
        return new DeliveredTrial(
                Integer.toString(trial.id()),
                trial.score(),
                timings,
                measured ? Optional.of(front.withinLimits(trial, limits)) : Optional.empty(),
                finalists.stream()
                        .filter(f -> f.trial() == trial.id())
                        .flatMap(f -> f.accuracy().stream())
                        .mapToDouble(a -> a)
                        .findFirst(),
                card,
                QuantisedCard.read(ModelFiles.of(folder, trial.id())));
    }
}
