package dev.sartor.search.problem;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objective of a search: accuracy, a score or a reward is maximised, a cost is minimised. */
public sealed interface Objective {

    /** Maximises accuracy or a score of untrained networks. */
    record Maximise(EvaluationMetric metric) implements Objective {}

    /** Maximises accuracy. */
    Objective ACCURACY = new Maximise(EvaluationMetric.ACCURACY);

    /** Minimises a cost. */
    record Minimise(Cost cost) implements Objective {}

    /**
     * Minimises the mean of the latencies over all tables of the run. The objective {@code latency} without a table minimises the
     * largest instead.
     */
    record MinimiseMeanLatency() implements Objective {
        private static final String NAME = "mean-latency";
    }

    /**
     * Maximises accuracy less a penalty for a cost above or below its target: {@code accuracy - 0.10 * |T / target - 1|} (Xiong
     * et al.: MobileDets, CVPR 2021, arXiv 2004.14525, with the absolute reward of Bender et al., arXiv 2008.06120). Networks
     * within 1 % of the target precede all others. Without this rule, a network that misses the target by 1 % would lose only 0.1
     * percentage points of accuracy and would often be preferred.
     *
     * @param cost   the cost T
     * @param target the target in milliseconds, counts or bytes
     */
    record Reward(Cost cost, double target) implements Objective {
        /** Relative deviation from the target up to which it counts as met. */
        static final double TOLERANCE = 0.01;

        /** Of the relative deviation from the target. */
        private static final double WEIGHT = 0.10;

        /** Subtracted from the reward of a network that misses the target: larger than any accuracy. */
        private static final double MISS_PENALTY = 1;

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
            return new Reward(cost, AmountUnit.parse(sides[1], cost.dimension()));
        }

        private double of(Costs costs, double accuracy) {
            double deviation = Math.abs(cost.of(costs) / target - 1);
            return accuracy - WEIGHT * deviation - (deviation > TOLERANCE ? MISS_PENALTY : 0);
        }
    }

    /**
     * Parses {@code accuracy}, {@code latency}, {@code latency:TABLE}, {@code mean-latency}, {@code macs}, {@code params},
     * {@code memory}, {@code flash}, a reward such as {@code reward:latency=5ms}, or the name of a score.
     *
     * @throws UserError for any other text
     */
    static Objective parse(String text) {
        Optional<EvaluationMetric> metric = EvaluationMetric.named(text);
        if (metric.isPresent()) {
            return new Maximise(metric.get());
        }
        if (text.equals(MinimiseMeanLatency.NAME)) {
            return new MinimiseMeanLatency();
        }
        if (text.startsWith(Reward.PREFIX)) {
            return Reward.parse(text);
        }
        try {
            return new Minimise(Cost.parse(text));
        } catch (UserError e) {
            List<String> names = new ArrayList<>(
                    EvaluationMetric.all().map(EvaluationMetric::name).toList());
            names.addAll(Cost.NAMES);
            names.add(MinimiseMeanLatency.NAME);
            throw new UserError(
                    "there is no objective '" + text + "'",
                    "objective '" + text + "'",
                    text.startsWith("latency:") ? e.fix() : Suggestions.fix(text, names));
        }
    }

    /** The canonical text; {@code parse(text())} is this objective. */
    default String text() {
        return switch (this) {
            case Maximise(EvaluationMetric metric) -> metric.name();
            case Minimise(Cost cost) -> cost.text();
            case MinimiseMeanLatency() -> MinimiseMeanLatency.NAME;
            case Reward(Cost cost, double target) ->
                Reward.PREFIX + cost.text() + "=" + AmountUnit.format(target, cost.dimension());
        };
    }

    /** The metric of the scores on which this objective depends; empty if it depends on costs alone. */
    default Optional<EvaluationMetric> requiredMetric() {
        return switch (this) {
            case Maximise(EvaluationMetric metric) -> Optional.of(metric);
            case Reward _ -> Optional.of(EvaluationMetric.ACCURACY);
            case Minimise _, MinimiseMeanLatency _ -> Optional.empty();
        };
    }

    /** The cost on which this objective depends, if any. */
    default Optional<Cost> requiredCost() {
        return switch (this) {
            case Maximise _ -> Optional.empty();
            case Minimise(Cost cost) -> Optional.of(cost);
            case MinimiseMeanLatency() -> Optional.of(new Cost.Latency(Optional.empty()));
            case Reward(Cost cost, double _) -> Optional.of(cost);
        };
    }

    /** The value to minimise: 1 - score, which is the error if scores are accuracies; the cost; or 1 - reward. */
    default double toMinimise(Costs costs, double score) {
        return switch (this) {
            case Maximise(EvaluationMetric _) -> 1 - score;
            case Minimise(Cost cost) -> cost.of(costs);
            case MinimiseMeanLatency() -> costs.meanLatencyMs();
            case Reward reward -> 1 - reward.of(costs, score);
        };
    }

    /** The values to minimise of several objectives, in their order. */
    static double[] toMinimise(List<Objective> objectives, Costs costs, double score) {
        double[] values = new double[objectives.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = objectives.get(i).toMinimise(costs, score);
        }
        return values;
    }
}
