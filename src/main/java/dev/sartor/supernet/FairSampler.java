package dev.sartor.supernet;

import dev.sartor.arch.BlockKind;
import dev.sartor.base.RandomBits;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Samples genomes so that every gene takes each of its choices equally often (strict fairness, FairNAS, arXiv 1907.01845). The choices
 * of a gene are shuffled, used once each, and shuffled again. If the choices of a block are of several kinds, such as convolution and
 * inverted residual, which do not share weights, the kinds are equally frequent, and so are the choices within each kind; optionally
 * all choices are equally frequent. A sample depends only on its number and the seed.
 */
final class FairSampler {
    /** The value of {@code equalChoices} with which all kinds are equally frequent. */
    private static final boolean EQUAL_KINDS = false;

    private final SearchSpace space;
    private final Genome start;
    private final long seed;
    /** For each gene, its choices by kind: [gene][kind] is an array of choices. */
    private final List<List<int[]>> kinds;

    /** Used as the number of a kind to shuffle the order of the kinds themselves. */
    private static final int OF_KINDS = -1;

    FairSampler(SearchSpace space, Genome start, long seed) {
        this(space, start, seed, EQUAL_KINDS);
    }

    /** @param equalChoices whether all choices are equally frequent, rather than all kinds */
    FairSampler(SearchSpace space, Genome start, long seed, boolean equalChoices) {
        this.space = space;
        this.start = start;
        this.seed = seed;
        kinds = space.genes().stream().map(g -> kinds(g, equalChoices)).toList();
    }

    /** The choices of a gene by kind. */
    private static List<int[]> kinds(Gene gene, boolean equalChoices) {
        Map<Optional<BlockKind>, List<Integer>> kinds = new LinkedHashMap<>();
        for (int c = 0; c < gene.size(); c++) {
            Optional<BlockKind> kind = gene.role() == Gene.Role.BLOCK && !equalChoices
                    ? Optional.of(gene.kinds().get(c))
                    : Optional.empty();
            kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(c);
        }
        return kinds.values().stream()
                .map(k -> k.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /**
     * The genome of a sample, counted from 0. Each gene is sampled with this probability; otherwise it has its choice in {@code
     * start}.
     */
    Genome genome(long sample, double probability) {
        int[] choices = start.toArray();
        for (int g = 0; g < choices.length; g++) {
            if (RandomBits.uniform(RandomBits.of(RandomBits.of(~seed, g), sample)) < probability) {
                choices[g] = choice(sample, g);
            }
        }
        return space.canonical(Genome.of(choices));
    }

    private int choice(long sample, int gene) {
        List<int[]> choicesByKind = kinds.get(gene);
        int kind = shuffledChoice(choicesByKind.size(), sample, gene, OF_KINDS);
        int[] choicesOfKind = choicesByKind.get(kind);
        // each round of kinds contains this kind once
        return choicesOfKind[shuffledChoice(choicesOfKind.length, sample / choicesByKind.size(), gene, kind)];
    }

    /** A number from 0 to size - 1 for a sample; these numbers are shuffled again after every {@code size} samples. */
    private int shuffledChoice(int size, long sample, int gene, int kind) {
        var random = new SplittableRandom(RandomBits.of(RandomBits.of(RandomBits.of(seed, gene), kind), sample / size));
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order[(int) (sample % size)];
    }
}
