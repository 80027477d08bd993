package dev.sartor.space;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Task;
import dev.sartor.base.UserError;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.CanonicalWidths;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.GeneLayout;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomeCounts;
import dev.sartor.space.genome.GenomeDecoder;
import dev.sartor.space.genome.GenomeEncoder;
import dev.sartor.space.genome.GenomeText;
import dev.sartor.space.genome.SpaceDefinition;
import dev.sartor.space.genome.UniformSampler;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitGraph;
import dev.sartor.space.unit.UnitGraphBuilder;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A set of architectures: stem, stages and head with their choices, read from a file by {@link SpaceFile}.
 *
 * <p>Every choice with two or more alternatives is a gene, and a {@link Genome} picks one alternative of each. Genes of
 * blocks beyond their stage's chosen depth have no effect; of all genomes that differ only in such genes, one is
 * {@link #canonical}. Counts, samples and names refer to canonical genomes.
 */
public final class SearchSpace {
    private final String name;
    private final String description;
    private final SpaceDefinition choices;
    private final GeneLayout genes;
    private final List<Gene> geneList;
    private final int[] alternatives;
    private final CanonicalWidths widths;
    private final GenomeCounts sizes;
    private final UniformSampler sampler;
    private final GenomeText text;
    private final UnitGraph graph;

    public SearchSpace(String name, String description, SpaceDefinition choices) {
        this.name = name;
        this.description = description;
        this.choices = choices;
        genes = new GeneLayout(choices);
        geneList = genes.list();
        alternatives = geneList.stream().mapToInt(Gene::size).toArray();
        widths = new CanonicalWidths(choices, genes);
        sizes = new GenomeCounts(choices, widths);
        sampler = new UniformSampler(choices, genes, sizes, geneList.size());
        text = new GenomeText(geneList);
        graph = new UnitGraphBuilder(choices, genes).build();
    }

    public String name() {
        return name;
    }

    /** One line on what the space is for. */
    public String description() {
        return description;
    }

    /** All genes, in the order of a genome. */
    public List<Gene> genes() {
        return geneList;
    }

    /**
     * The number of canonical genomes, exactly. It is also the number of architectures, with one exception: if a stage
     * of stride 1 follows one of equal width and shares alternatives with it, the same blocks can be split between the
     * two in several ways, and each split counts.
     */
    public BigInteger count() {
        return sizes.count();
    }

    /** A canonical genome, each with the same probability. */
    public Genome sample(RandomGenerator random) {
        while (true) {
            Genome genome = sampler.draw(random);
            // widths that rounding makes equal are drawn once for each of their genomes: only the canonical one is kept
            if (canonical(genome).equals(genome)) {
                return genome;
            }
        }
    }

    /** The architecture of a genome, named after the space and the genome. */
    public Architecture decode(Genome genome) {
        return new GenomeDecoder(choices, genes).decode(name + ":" + text.format(canonical(genome)), check(genome));
    }

    /** The canonical genome of an architecture of this space; of another one, a {@link UserError}. */
    public Genome encode(Architecture architecture) {
        return canonical(new GenomeEncoder(name, choices, genes, geneList.size(), architecture).encode());
    }

    /** False for the genes of blocks beyond their stage's depth: changing such a gene changes nothing. */
    public boolean isActive(Genome genome, int gene) {
        Gene g = geneList.get(gene);
        return g.role() != Gene.Role.BLOCK || g.position() < depth(genome, g.stage());
    }

    /** The genes that are {@link #isActive}, in ascending order. */
    public int[] activeGenes(Genome genome) {
        return graph.paths().activeGenes(genome);
    }

    /** The number of blocks of a stage. */
    public int depth(Genome genome, int stage) {
        return choices.stages()
                .get(stage)
                .depths()
                .get(GeneLayout.choice(genome, genes.stages.get(stage).depth()));
    }

    /**
     * The representative of all genomes that decode to the same architecture: genes of unused blocks are 0, and of choices
     * that the width multiplier makes equal, the first is taken.
     */
    public Genome canonical(Genome genome) {
        return widths.canonical(graph.paths().withoutInactive(check(genome)));
    }

    /** The genome as text: a base-36 digit a gene, or numbers between dots where a gene has more alternatives. */
    public String format(Genome genome) {
        return text.format(check(genome));
    }

    /** The genome of a text; of one with another length or a choice out of range, a {@link UserError}. */
    public Genome parse(String genome) {
        return text.parse(genome, name);
    }

    /** Every distinct latency unit of the space that has layers: found by enumerating shapes, not architectures. */
    public List<Unit> units() {
        return graph.units().stream().filter(u -> !u.isEmpty()).toList();
    }

    /** The units of the space as a graph, for costs of many genomes and for exact bounds. */
    public UnitGraph unitGraph() {
        return graph;
    }

    /** The same space with the heads that a task needs. */
    public SearchSpace withTask(Task task) {
        return switch (task) {
            case Task.Classification c -> withClasses(c.classes().size());
        };
    }

    /** The same space for data of that many classes. */
    public SearchSpace withClasses(int classes) {
        return new SearchSpace(name, description, choices.withClasses(classes));
    }

    private Genome check(Genome genome) {
        if (genome.length() != geneList.size()) {
            throw new IllegalArgumentException(
                    "Space " + name + " has " + geneList.size() + " genes, not " + genome.length());
        }
        for (int g = 0; g < alternatives.length; g++) {
            if (genome.at(g) >= alternatives[g]) {
                throw new IllegalArgumentException("Gene " + geneList.get(g).name() + " has no choice " + genome.at(g));
            }
        }
        return genome;
    }
}
