package dev.sartor.search;

import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import io.jenetics.Chromosome;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.stream.IntStream;

/** All genes of a genome for Jenetics; unlike its own chromosomes each gene has its own number of alternatives. */
record ChoiceChromosome(ISeq<ChoiceGene> genes) implements Chromosome<ChoiceGene> {

    /**
     * The genes of a canonical genome. Those it does not use get a random choice instead of the canonical 0, so that a
     * child which comes to use one (a deeper stage) starts from any block and not always from the first alternative.
     */
    static ChoiceChromosome of(SearchSpace space, Genome genome) {
        return new ChoiceChromosome(IntStream.range(0, genome.length()).mapToObj(g -> {
            int alternatives = space.genes().get(g).size();
            boolean used = space.isActive(genome, g);
            int choice = used ? genome.at(g) : RandomRegistry.random().nextInt(alternatives);
            return new ChoiceGene(choice, alternatives, used);
        }).collect(ISeq.toISeq()));
    }

    Genome genome() {
        return Genome.of(genes.stream().mapToInt(ChoiceGene::choice).toArray());
    }

    @Override
    public ChoiceGene get(int index) {
        return genes.get(index);
    }

    @Override
    public int length() {
        return genes.length();
    }

    @Override
    public ChoiceChromosome newInstance(ISeq<ChoiceGene> others) {
        return new ChoiceChromosome(others);
    }

    @Override
    public ChoiceChromosome newInstance() {
        return new ChoiceChromosome(genes.map(ChoiceGene::newInstance));
    }
}
