package dev.sartor.supernet;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.space.NasBenchMacro;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures how well scores rank networks of NAS-Bench-Macro, by comparison with the mean of their three published accuracies. */
final class MacroRanking {
    /** The choice of a block that is an identity, in the text of a genome. */
    private static final String IDENTITY = "0";

    /** Networks of higher accuracy are good. */
    private static final double GOOD = 0.91;

    /** A limit of MACs in millions, and the highest published accuracy within it. */
    private record MacLimit(double millionMacs, double bestAccuracy) {}

    private static final List<MacLimit> LIMITS = List.of(
            new MacLimit(43.1, 0.9175),
            new MacLimit(51.8, 0.9231),
            new MacLimit(59.3, 0.9257),
            new MacLimit(67.8, 0.9283));

    /** Positions in a genome of the first blocks of the three stages. */
    private static final List<Integer> STAGE_STARTS = List.of(0, 2, 5);

    /** Positions after the last blocks of the stages. */
    private static final Map<Integer, Integer> STAGE_ENDS = Map.of(0, 2, 2, 5, 5, 8);

    private final List<NasBenchMacro.Row> rows;

    private MacroRanking(List<NasBenchMacro.Row> rows) {
        this.rows = rows;
    }

    /** Random different networks of the 3,969. Genomes that differ only in the positions of identities are one network. */
    static MacroRanking sample(int networks, long seed) {
        Set<String> seen = new HashSet<>();
        List<NasBenchMacro.Row> different = NasBenchMacro.rows().stream()
                .filter(row -> seen.add(withoutIdentities(row.genome())))
                .toList();
        return new MacroRanking(new SplittableRandom(seed)
                .ints(0, different.size())
                .distinct()
                .limit(Math.min(networks, different.size()))
                .mapToObj(different::get)
                .toList());
    }

    /** The genome without identities, except in first blocks of stages, which also halve the resolution. */
    private static String withoutIdentities(String genome) {
        return STAGE_STARTS.stream()
                .map(from -> {
                    String stage = genome.substring(from, STAGE_ENDS.get(from));
                    return stage.charAt(0) + stage.substring(1).replace(IDENTITY, "");
                })
                .collect(Collectors.joining(" "));
    }

    List<String> genomes() {
        return rows.stream().map(NasBenchMacro.Row::genome).toList();
    }

    /**
     * The cells of a row of the table for the scores of a supernet, by genome: Kendall's tau of all and of good networks by accuracy, the
     * same by loss, and the regret under each limit.
     */
    String cells(Map<String, ClassificationMetrics> scores) {
        List<ClassificationMetrics> ordered =
                rows.stream().map(row -> scores.get(row.genome())).toList();
        return tau(i -> ordered.get(i).accuracy()) + " | "
                + tau(i -> -ordered.get(i).loss()) + " | "
                + regrets(i -> -ordered.get(i).loss());
    }

    /** The same for MACs as the score. */
    String cellsOfMacs() {
        IntToDoubleFunction macs = i -> rows.get(i).macs();
        return tau(macs) + " | " + tau(macs) + " | " + regrets(macs);
    }

    private String tau(IntToDoubleFunction score) {
        return tau(score, _ -> true) + " | " + tau(score, i -> rows.get(i).accuracy() > GOOD);
    }

    private TauInterval tau(IntToDoubleFunction score, IntPredicate among) {
        int[] chosen = IntStream.range(0, rows.size()).filter(among).toArray();
        return TauInterval.of(
                IntStream.of(chosen).mapToDouble(score).toArray(),
                IntStream.of(chosen).mapToDouble(i -> rows.get(i).accuracy()).toArray());
    }

    /** For each limit, the percentage points of accuracy by which the network with the best score is below the best of the space. */
    private String regrets(IntToDoubleFunction score) {
        return LIMITS.stream()
                .map(limit -> 100 * (limit.bestAccuracy() - picked(score, 1e6 * limit.millionMacs())))
                .map(regret -> String.format(Locale.ROOT, "%.2f", regret))
                .collect(Collectors.joining(", "));
    }

    /** The published accuracy of the network within a limit that has the best score. */
    private double picked(IntToDoubleFunction score, double maxMacs) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).macs() <= maxMacs)
                .boxed()
                .max(Comparator.comparingDouble(score::applyAsDouble))
                .map(i -> rows.get(i).accuracy())
                .orElse(0.0);
    }
}
