package dev.sartor.search.sampling;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Every genome of a space that is small enough to be looked through. */
public final class SpaceEnumeration {
    private static final long LARGEST = 1 << 16;

    private final SearchSpace space;
    private final List<Gene> genes;

    public SpaceEnumeration(SearchSpace space) {
        this.space = space;
        genes = space.genes();
    }

    /** Whether {@link #genomes} gives the space; otherwise it gives nothing. */
    boolean small() {
        double combinations = genes.stream().mapToDouble(Gene::size).reduce(1, (a, b) -> a * b);
        return combinations <= LARGEST;
    }

    /** The canonical genomes in order. */
    public Stream<Genome> genomes() {
        if (!small()) {
            return Stream.empty();
        }
        long combinations = genes.stream().mapToLong(Gene::size).reduce(1, (a, b) -> a * b);
        return LongStream.range(0, combinations)
                .mapToObj(this::genome)
                .filter(g -> space.canonical(g).equals(g));
    }

    private Genome genome(long index) {
        int[] choices = new int[genes.size()];
        long rest = index;
        for (int g = choices.length - 1; g >= 0; g--) {
            choices[g] = (int) (rest % genes.get(g).size());
            rest /= genes.get(g).size();
        }
        return Genome.of(choices);
    }
}
