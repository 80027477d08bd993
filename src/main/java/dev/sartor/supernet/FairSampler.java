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
 * Draws genomes so that every gene takes each of its choices equally often: like a deck of cards that is shuffled whenever
 * it is used up (strict fairness, FairNAS, arXiv 1907.01845). Where choices of a block are of several kinds, which do not
 * share weights, the kinds come equally often, and within a kind its choices. The genome of a draw depends on the seed and
 * its number alone.
 */
final class FairSampler {
    private final SearchSpace space;
    private final Genome start;
    private final long seed;
    /** Of each gene, its choices by kind. */
    private final List<List<int[]>> kinds;

    FairSampler(SearchSpace space, Genome start, long seed) {
        this.space = space;
        this.start = start;
        this.seed = seed;
        kinds = space.genes().stream().map(FairSampler::kinds).toList();
    }

    private static List<int[]> kinds(Gene gene) {
        Map<Optional<BlockKind>, List<Integer>> kinds = new LinkedHashMap<>();
        for (int c = 0; c < gene.size(); c++) {
            Optional<BlockKind> kind =
                    gene.role() == Gene.Role.BLOCK ? Optional.of(gene.kinds().get(c)) : Optional.empty();
            kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(c);
        }
        return kinds.values().stream()
                .map(k -> k.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** The genome of a draw, counted from 0, in which each gene is drawn by {@code chance} and else stays as in the start. */
    Genome at(long draw, double chance) {
        int[] choices = start.toArray();
        for (int g = 0; g < choices.length; g++) {
            if (RandomBits.uniform(RandomBits.of(RandomBits.of(~seed, g), draw)) < chance) {
                choices[g] = choice(draw, g);
            }
        }
        return space.canonical(Genome.of(choices));
    }

    private int choice(long draw, int gene) {
        List<int[]> ofGene = kinds.get(gene);
        int kind = card(ofGene.size(), draw, gene, -1);
        int[] ofKind = ofGene.get(kind);
        // each round of kinds draws this kind once
        return ofKind[card(ofKind.length, draw / ofGene.size(), gene, kind)];
    }

    /** The card of a draw from decks of so many, which are shuffled one after another. */
    private int card(int size, long draw, int gene, int kind) {
        var random = new SplittableRandom(RandomBits.of(RandomBits.of(RandomBits.of(seed, gene), kind), draw / size));
        int[] deck = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = deck[i];
            deck[i] = deck[j];
            deck[j] = swapped;
        }
        return deck[(int) (draw % size)];
    }
}
