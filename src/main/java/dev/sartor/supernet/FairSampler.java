package dev.sartor.supernet;

import dev.sartor.space.Gene;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Draws genomes so that every gene takes each of its choices equally often: like a deck of cards that is shuffled whenever
 * it is used up (strict fairness, FairNAS, arXiv 1907.01845). The genome of a step depends on the seed and the step alone.
 */
final class FairSampler {
    private final SearchSpace space;
    private final long seed;

    FairSampler(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    /** The genome of a step, counted from 0. */
    Genome at(long step) {
        int[] choices = new int[space.genes().size()];
        for (int g = 0; g < choices.length; g++) {
            Gene gene = space.genes().get(g);
            long deck = step / gene.size();
            choices[g] = deck(gene.size(), g, deck).get((int) (step % gene.size()));
        }
        return space.canonical(Genome.of(choices));
    }

    private List<Integer> deck(int size, int gene, long deck) {
        List<Integer> cards = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            cards.add(i);
        }
        Collections.shuffle(cards, Random.from(new SplittableRandom(new SplittableRandom(seed + gene).nextLong() + deck)));
        return cards;
    }
}
