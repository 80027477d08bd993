package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.MeasuredBoard;
import dev.sartor.latency.statistics.Medians;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How much slower or faster than each other the boards of a measurement are. The logarithm of the latency of model {@code m} on
 * board {@code b} is {@code model(m) + board(b) + noise}; the terms are fitted in turn, a model's as the mean over its boards, a
 * board's as the median over the models that other boards have measured too. The terms of the boards sum to zero.
 *
 * @param byBoard sorted by name
 */
public record BoardLevels(Map<String, Level> byBoard) {
    /** The fit converges at once if all boards have measured all models, and otherwise quickly. */
    private static final int ITERATIONS = 20;

    /**
     * The level of one board.
     *
     * @param relative  latency of a model on this board, divided by that on a typical board of the measurement
     * @param halfWidth half the width of the 95 % confidence interval of {@code relative}
     * @param models    number of models, or sessions, from which it is computed
     */
    public record Level(double relative, double halfWidth, int models) {
        static final Level UNKNOWN = new Level(1, Double.POSITIVE_INFINITY, 0);
    }

    /** The levels of the boards of a measurement; 1 for a board without models that other boards have measured too. */
    public static BoardLevels of(Measurements measured) {
        if (measured.visitsByBoard().size() < 2) {
            return new BoardLevels(Map.of());
        }
        return ofMedians(measured.mediansByBoardMs());
    }

    /** The levels from latencies of one model, in several sessions (loaded models) of each board. */
    public static BoardLevels ofSessions(Map<String, double[]> sessionsMs) {
        Map<String, double[]> logs = new TreeMap<>();
        sessionsMs.forEach(
                (board, ms) -> logs.put(board, Arrays.stream(ms).map(Math::log).toArray()));
        double mean =
                logs.values().stream().mapToDouble(Quantiles::median).average().orElse(0);
        Map<String, Level> levels = new TreeMap<>();
        logs.forEach((board, l) -> levels.put(
                board, new Level(Math.exp(Quantiles.median(l) - mean), MedianConfidence.halfWidth(l), l.length)));
        return new BoardLevels(levels);
    }

    /** @param mediansMs latencies by board and model */
    static BoardLevels ofMedians(Map<String, Map<String, Double>> mediansMs) {
        Map<String, Integer> boardsOfModel = new HashMap<>();
        mediansMs.values().forEach(m -> m.keySet().forEach(model -> boardsOfModel.merge(model, 1, Integer::sum)));
        Map<String, Map<String, Double>> logs = new TreeMap<>();
        mediansMs.forEach((board, byModel) -> {
            Map<String, Double> shared = new HashMap<>();
            byModel.forEach((model, ms) -> {
                if (boardsOfModel.get(model) > 1) {
                    shared.put(model, Math.log(ms));
                }
            });
            logs.put(board, shared);
        });
        Map<String, Double> terms = new TreeMap<>();
        logs.keySet().forEach(b -> terms.put(b, 0.0));
        Map<String, double[]> deviations = Map.of();
        for (int i = 0; i < ITERATIONS; i++) {
            deviations = deviations(logs, terms);
            deviations.forEach((board, d) -> terms.put(board, d.length == 0 ? 0 : Quantiles.median(d)));
            double mean = terms.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            terms.replaceAll((_, term) -> term - mean);
        }
        Map<String, Level> levels = new TreeMap<>();
        deviations.forEach((board, d) -> levels.put(
                board,
                d.length == 0
                        ? Level.UNKNOWN
                        : new Level(Math.exp(terms.get(board)), MedianConfidence.halfWidth(d), d.length)));
        return new BoardLevels(levels);
    }

    /** By board, the logarithms of its latencies minus the terms of the models. */
    private static Map<String, double[]> deviations(Map<String, Map<String, Double>> logs, Map<String, Double> terms) {
        Map<String, List<Double>> ofModels = new HashMap<>();
        logs.forEach((board, byModel) -> byModel.forEach((model, log) ->
                ofModels.computeIfAbsent(model, _ -> new ArrayList<>()).add(log - terms.get(board))));
        Map<String, double[]> deviations = new TreeMap<>();
        logs.forEach((board, byModel) -> {
            List<Double> ofBoard = new ArrayList<>();
            byModel.forEach((model, log) -> ofBoard.add(log
                    - ofModels.get(model).stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow()));
            deviations.put(board, Medians.toArray(ofBoard));
        });
        return deviations;
    }

    /** The description of a board in a certificate; with the level 1 if it cannot be compared with others. */
    MeasuredBoard describe(String board, int visits) {
        Level level = byBoard.getOrDefault(board, Level.UNKNOWN);
        return level.models() == 0
                ? new MeasuredBoard(board, visits, 1, OptionalDouble.empty())
                : new MeasuredBoard(
                        board, visits, rounded(level.relative()), OptionalDouble.of(rounded(level.halfWidth())));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /** The relative latency of a board; 1 if it is unknown. */
    double relative(String board) {
        Level level = byBoard.get(board);
        return level == null ? 1 : level.relative();
    }
}
