package dev.sartor.search.sampling;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Enumeration of all genomes of a small space. */
public final class SpaceEnumeration {
    private static final long MAX_COMBINATIONS = 1 << 16;

    private final SearchSpace space;
    private final List<Gene> genes;

    public SpaceEnumeration(SearchSpace space) {
        this.space = space;
        genes = space.genes();
    }

    /** Whether the space is small enough; otherwise {@link #genomes} is empty. */
    boolean isEnumerable() {
        double combinations = genes.stream().mapToDouble(Gene::size).reduce(1, (a, b) -> a * b);
        return combinations <= MAX_COMBINATIONS;
    }

    /** The canonical genomes in order. */
    public Stream<Genome> genomes() {
        if (!isEnumerable()) {
            return Stream.empty();
        }
        long combinations = genes.stream().mapToLong(Gene::size).reduce(1, (a, b) -> a * b);
        return LongStream.range(0, combinations)
                .mapToObj(this::genome)
                .filter(g -> space.canonical(g).equals(g));
    }

    /** The genome of a number, whose digits are the choices (mixed radix, last gene fastest). */
    private Genome genome(long index) {
        int[] choices = new int[genes.size()];
        long remainder = index;
        for (int g = choices.length - 1; g >= 0; g--) {
            choices[g] = (int) (remainder % genes.get(g).size());
            remainder /= genes.get(g).size();
        }
        return Genome.of(choices);
    }
}
