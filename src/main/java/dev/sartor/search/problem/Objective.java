package dev.sartor.search.problem;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is maximised (accuracy, or a score in its place; a reward) or minimised (a cost). */
public sealed interface Objective {

    /** What trials are judged by, up. */
    record Most(EvaluationMetric judgedBy) implements Objective {}

    /** Accuracy, up. */
    Objective ACCURACY = new Most(EvaluationMetric.ACCURACY);

    /** A cost, down. */
    record Least(Cost cost) implements Objective {}

    /** The mean of the latencies over all tables of the run, down; where the slowest device counts, it is {@code latency}. */
    record LeastMeanLatency() implements Objective {
        private static final String NAME = "mean-latency";
    }

    /**
     * Accuracy less a price for missing a cost from either side, up: {@code accuracy - 0.10 * |T / target - 1|} (Xiong et
     * al.: MobileDets, CVPR 2021, arXiv 2004.14525, with the absolute reward of Bender et al., arXiv 2008.06120). Alone it
     * leads to a network of just that cost: one within a hundredth of the target goes before all that are not, since to miss it
     * by so much costs less than a tenth of a point of accuracy, for which networks beside the target would be taken.
     *
     * @param target in milliseconds, counts or bytes
     */
    record Reward(Cost cost, double target) implements Objective {
        /** By which share of the target a cost may be off and still hit it. */
        static final double TOLERANCE = 0.01;

        private static final double PRICE = 0.10;
        /** More than any accuracy. */
        private static final double MISSED = 1;

        private static final String PREFIX = "reward:";

        public Reward {
            if (!(target > 0) || Double.isInfinite(target)) {
                throw new IllegalArgumentException("A target must be above zero and finite, not " + target);
            }
        }

        private static Reward parse(String text) {
            String[] sides = text.substring(PREFIX.length()).split("=", -1);
            if (sides.length != 2) {
                throw new UserError(
                        "'" + text + "' is not a reward",
                        "objective '" + text + "'",
                        "write such as reward:latency=5ms or reward:macs=300M");
            }
            Cost cost = Cost.parse(sides[0].strip());
            return new Reward(cost, AmountUnit.parse(sides[1], cost.units()));
        }

        private double of(Costs costs, double accuracy) {
            double off = Math.abs(cost.of(costs) / target - 1);
            return accuracy - PRICE * off - (off > TOLERANCE ? MISSED : 0);
        }
    }

    /**
     * Parses {@code accuracy}, {@code latency}, {@code latency:TABLE}, {@code mean-latency}, {@code macs}, {@code params},
     * {@code memory}, a reward such as {@code reward:latency=5ms}, or the name of a score.
     *
     * @throws UserError for any other text
     */
    static Objective parse(String text) {
        Optional<EvaluationMetric> measure = EvaluationMetric.named(text);
        if (measure.isPresent()) {
            return new Most(measure.get());
        }
        if (text.equals(LeastMeanLatency.NAME)) {
            return new LeastMeanLatency();
        }
        if (text.startsWith(Reward.PREFIX)) {
            return Reward.parse(text);
        }
        try {
            return new Least(Cost.parse(text));
        } catch (UserError e) {
            List<String> names = new ArrayList<>(
                    EvaluationMetric.all().map(EvaluationMetric::name).toList());
            names.addAll(Cost.NAMES);
            names.add(LeastMeanLatency.NAME);
            throw new UserError(
                    "there is no objective '" + text + "'",
                    "objective '" + text + "'",
                    text.startsWith("latency:") ? e.fix() : Suggestions.fix(text, names));
        }
    }

    /** The canonical text; {@code parse(text())} is this objective. */
    default String text() {
        return switch (this) {
            case Most(EvaluationMetric judgedBy) -> judgedBy.name();
            case Least(Cost cost) -> cost.text();
            case LeastMeanLatency() -> LeastMeanLatency.NAME;
            case Reward(Cost cost, double target) ->
                Reward.PREFIX + cost.text() + "=" + AmountUnit.format(target, cost.units());
        };
    }

    /** What trials must be judged by for it; empty if it looks at costs alone. */
    default Optional<EvaluationMetric> measure() {
        return switch (this) {
            case Most(EvaluationMetric judgedBy) -> Optional.of(judgedBy);
            case Reward _ -> Optional.of(EvaluationMetric.ACCURACY);
            case Least _, LeastMeanLatency _ -> Optional.empty();
        };
    }

    /** The cost that it looks at, if any. */
    default Optional<Cost> priced() {
        return switch (this) {
            case Most _ -> Optional.empty();
            case Least(Cost cost) -> Optional.of(cost);
            case LeastMeanLatency() -> Optional.of(new Cost.Latency(Optional.empty()));
            case Reward(Cost cost, double _) -> Optional.of(cost);
        };
    }

    /** The figure to be made small: 1 - merit, which is the error where merits are accuracies; the cost; or 1 - reward. */
    default double toMinimise(Costs costs, double merit) {
        return switch (this) {
            case Most(EvaluationMetric _) -> 1 - merit;
            case Least(Cost cost) -> cost.of(costs);
            case LeastMeanLatency() -> costs.meanLatencyMs();
            case Reward reward -> 1 - reward.of(costs, merit);
        };
    }

    /** The figures of several objectives, in their order. */
    static double[] toMinimise(List<Objective> objectives, Costs costs, double merit) {
        double[] figures = new double[objectives.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = objectives.get(i).toMinimise(costs, merit);
        }
        return figures;
    }
}
