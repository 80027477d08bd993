package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.result.BoardLevels;
import dev.sartor.latency.measuring.result.BoardLevels.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Checks that boards which are measured together are equally fast: a board is refused if its latencies differ from those of the
 * others by more than {@link #TOLERANCE}, and by more than the noise.
 */
final class EqualBoards {
    /** The position of a model in memory changes its latency by as much, also on a single board. */
    static final double TOLERANCE = 0.02;

    /** Number of models from which the levels are known well enough. */
    static final int MIN_MODELS = 8;

    /** Differences closer than this are equal, apart from rounding. */
    private static final double RESOLUTION = 1e-9;

    private EqualBoards() {}

    /**
     * Refuses the board that differs most.
     *
     * @param minModels boards with fewer models are not judged
     * @param models    what the models are, for the message
     * @throws UnequalBoard if a board is not equal to the others
     */
    static void require(BoardLevels levels, int minModels, String models) {
        // of two boards, which differ equally from each other, the slower one is refused
        levels.byBoard().keySet().stream()
                .map(board -> new Difference(board, difference(levels.byBoard(), board, minModels)))
                .filter(d -> Math.abs(d.log()) > TOLERANCE)
                .max(Comparator.<Difference>comparingLong(d -> Math.round(Math.abs(d.log()) / RESOLUTION))
                        .thenComparing(Difference::log))
                .ifPresent(d -> {
                    throw new UnequalBoard(
                            d.board(),
                            String.format(
                                    Locale.ROOT,
                                    "board %s takes %.3f times as long as the other%s, measured with %d %s",
                                    d.board(),
                                    Math.exp(d.log()),
                                    levels.byBoard().size() > 2 ? "s" : "",
                                    levels.byBoard().get(d.board()).models(),
                                    models));
                });
    }

    /** @param log logarithm of a board's latency divided by that of the others */
    private record Difference(String board, double log) {}

    /** The difference of a board from the median of the others; 0 within the noise, or with too few models. */
    private static double difference(Map<String, Level> levels, String board, int minModels) {
        Level own = levels.get(board);
        List<Level> others = levels.entrySet().stream()
                .filter(e -> !e.getKey().equals(board))
                .map(Map.Entry::getValue)
                .filter(l -> l.models() >= minModels)
                .toList();
        if (own.models() < minModels || others.isEmpty()) {
            return 0;
        }
        double difference = Math.log(own.relative()) - median(others, l -> Math.log(l.relative()));
        return Math.abs(difference) > own.halfWidth() + median(others, Level::halfWidth) ? difference : 0;
    }

    private static double median(List<Level> levels, ToDoubleFunction<Level> value) {
        return Quantiles.median(levels.stream().mapToDouble(value).toArray());
    }
}
