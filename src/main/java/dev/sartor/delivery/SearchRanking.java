package dev.sartor.delivery;

import dev.sartor.base.math.KendallTau;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunFolder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The quality of a search's ranking: how well its scores rank the networks that were trained afterwards, compared with a
 * ranking by MACs. How good a trained network is, is its validation accuracy in the precision that it is for: in int8, if its
 * card has that accuracy. Only networks that were trained with equal settings are compared; of several settings, those of most
 * networks are taken.
 */
public sealed interface SearchRanking {
    /** Minimum number of networks from which the ranking is assessed. */
    int MIN_NETWORKS = KendallTau.MIN_FOR_INTERVAL;

    /** The number of networks that were trained with equal settings. */
    int networks();

    /** @param networks fewer than {@link #MIN_NETWORKS} */
    record Unknown(int networks) implements SearchRanking {}

    /**
     * @param ofScores rank correlation of the scores of the search with the validation accuracies after training
     * @param ofMacs rank correlation of the networks' MACs with those accuracies
     * @param searchRankOfBest rank in the search, from 1, of the network that was best after training
     * @param trainedRankOfFirst rank after training, from 1, of the network that was first in the search
     */
    record Known(int networks, Correlation ofScores, Correlation ofMacs, int searchRankOfBest, int trainedRankOfFirst)
            implements SearchRanking {

        /** Whether counting MACs would have ranked these networks better. */
        public boolean isBelowMacs() {
            return ofScores.tau() < ofMacs.tau();
        }

        /** Where the best network after training was in the search, and the reverse, without a full stop. */
        public String ranks() {
            return "the best network after training was number " + searchRankOfBest
                    + " in the search, and the first of the search came out as number " + trainedRankOfFirst;
        }
    }

    /**
     * One or two sentences on how well the search ranked the networks.
     *
     * @param next what to do if it is not known
     */
    default String text(String next) {
        return switch (this) {
            case Unknown(int networks) ->
                String.format(
                        Locale.ROOT,
                        "how well the search ranked its networks is not known: %s of at least %d %s trained afterwards"
                                + " with equal settings; %s",
                        networks == 0 ? "none" : networks,
                        MIN_NETWORKS,
                        networks == 1 ? "was" : "were",
                        next);
            case Known k ->
                String.format(
                        Locale.ROOT,
                        "the search ranked the %d networks that were trained afterwards with a Kendall tau of %s;"
                                + " counting their MACs gives %s%s; %s",
                        k.networks(),
                        k.ofScores().text(),
                        k.ofMacs().text(),
                        k.isBelowMacs() ? ", so MACs rank them better" : "",
                        k.ranks());
        };
    }

    /**
     * Kendall's tau with its 95 % confidence interval.
     *
     * @see KendallTau#interval
     */
    record Correlation(double tau, double lower, double upper) {
        /** The text {@code 0.43 (95 % interval -0.12 to 0.77)}. */
        String text() {
            return String.format(Locale.ROOT, "%.2f (95 %% interval %.2f to %.2f)", tau, lower, upper);
        }

        private static Correlation of(double[] values, double[] accuracies) {
            double tau = KendallTau.of(values, accuracies);
            KendallTau.Interval interval = KendallTau.interval(tau, values.length);
            return new Correlation(tau, interval.lower(), interval.upper());
        }
    }

    /**
     * A network of the search that was trained.
     *
     * @param score the score from the accuracy source
     */
    record TrainedNetwork(double score, long macs, ModelCard card) {
        private Training training() {
            return new Training(card.recipe(), card.data().sha256(), card.sharedWeightsRun(), card.teacher());
        }
    }

    /** Everything except the network that the accuracy after training depends on. */
    record Training(Recipe recipe, String data, Optional<String> sharedWeightsRun, Optional<String> teacher) {}

    /** The ranking of the trained trials of a run. */
    static SearchRanking of(RunFolder run, List<Trial> trials) {
        // no limits and no measurements: only the cards are needed, not their order
        Map<String, ModelCard> cards = ModelCard.ranked(run, trials, new MeasuredFront(List.of()), List.of()).stream()
                .collect(Collectors.toMap(ModelCard::name, c -> c));
        return of(trials.stream()
                .filter(t -> t.score().isPresent() && cards.containsKey(Integer.toString(t.id())))
                .map(t -> new TrainedNetwork(
                        t.score().getAsDouble(), t.costs().macs(), cards.get(Integer.toString(t.id()))))
                .toList());
    }

    static SearchRanking of(List<TrainedNetwork> trained) {
        List<TrainedNetwork> comparable =
                trained.stream().collect(Collectors.groupingBy(TrainedNetwork::training)).values().stream()
                        .max(Comparator.<List<TrainedNetwork>>comparingInt(List::size)
                                .thenComparingDouble(g -> max(g, n -> n.card().deliveredValidationAccuracy())))
                        .orElse(List.of());
        return comparable.size() < MIN_NETWORKS ? new Unknown(comparable.size()) : known(comparable);
    }

    private static Known known(List<TrainedNetwork> networks) {
        double[] accuracies = networks.stream()
                .mapToDouble(n -> n.card().deliveredValidationAccuracy())
                .toArray();
        return new Known(
                networks.size(),
                Correlation.of(
                        networks.stream().mapToDouble(TrainedNetwork::score).toArray(), accuracies),
                Correlation.of(
                        networks.stream().mapToDouble(TrainedNetwork::macs).toArray(), accuracies),
                rank(networks, TrainedNetwork::score, n -> n.card().deliveredValidationAccuracy()),
                rank(networks, n -> n.card().deliveredValidationAccuracy(), TrainedNetwork::score));
    }

    /**
     * The rank, by the value {@code rankedBy}, of the network with the largest value {@code bestBy}; if several networks have
     * that value, the best of their ranks.
     */
    private static int rank(
            List<TrainedNetwork> networks,
            ToDoubleFunction<TrainedNetwork> rankedBy,
            ToDoubleFunction<TrainedNetwork> bestBy) {
        double value = rankedBy.applyAsDouble(networks.stream()
                .max(Comparator.comparingDouble(bestBy).thenComparingDouble(rankedBy))
                .orElseThrow());
        return 1
                + (int) networks.stream()
                        .filter(n -> rankedBy.applyAsDouble(n) > value)
                        .count();
    }

    private static double max(List<TrainedNetwork> networks, ToDoubleFunction<TrainedNetwork> value) {
        return networks.stream().mapToDouble(value).max().orElseThrow();
    }
}
