package dev.sartor.search.problem;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.genome.Genome;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Local search for the genome with the largest value: it sets one gene after another to its best alternative until nothing
 * changes. For MACs, parameters and memory, which grow with almost every choice, this finds the maximum or nearly so.
 */
final class CoordinateAscent {
    /** Random genomes, the best of which is the start. */
    private static final int SAMPLES = 32;

    private static final long SEED = 1;

    private final SearchSpace space;
    private final ToDoubleFunction<Genome> value;

    CoordinateAscent(SearchSpace space, ToDoubleFunction<Genome> value) {
        this.space = space;
        this.value = value;
    }

    /** A local maximum, found from the best of some random genomes; the same for every call. */
    Bound maximum() {
        var random = new SplittableRandom(SEED);
        Genome best = Stream.generate(() -> space.sample(random))
                .limit(SAMPLES)
                .max(Comparator.comparingDouble(value))
                .orElseThrow();
        double bestValue = value.applyAsDouble(best);
        boolean improved = true;
        while (improved) {
            improved = false;
            for (int gene = 0; gene < best.length(); gene++) {
                for (int choice = 0; choice < space.genes().get(gene).size(); choice++) {
                    Genome changed = best.with(gene, choice);
                    double changedValue = value.applyAsDouble(changed);
                    if (changedValue > bestValue) {
                        best = changed;
                        bestValue = changedValue;
                        improved = true;
                    }
                }
            }
        }
        double proven = Double.POSITIVE_INFINITY;
        return new Bound(bestValue, space.canonical(best), proven);
    }
}
