package dev.sartor.space;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockKind;
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
 * A search space: a set of architectures, defined by choices for stem, stages and head. {@link SpaceFile} reads it from a
 * file.
 *
 * <p>Every choice with at least two alternatives is a gene, and a {@link Genome} selects one alternative of each. The depth
 * of a stage is its number of blocks; genes of blocks beyond it have no effect. Of all genomes that differ only in such
 * genes, one is {@link #canonical}; counts, samples and names refer to canonical genomes.
 */
public final class SearchSpace {
    private final String name;
    private final String description;
    private final String source;
    private final SpaceDefinition definition;
    private final GeneLayout layout;
    private final List<Gene> genes;
    private final int[] alternatives;
    private final CanonicalWidths widths;
    private final GenomeCounts counts;
    private final UniformSampler sampler;
    private final GenomeText text;
    private final UnitGraph unitGraph;

    public SearchSpace(String name, String description, SpaceDefinition definition) {
        this(name, description, name, definition);
    }

    private SearchSpace(String name, String description, String source, SpaceDefinition definition) {
        this.name = name;
        this.description = description;
        this.source = source;
        this.definition = definition;
        layout = new GeneLayout(definition);
        genes = layout.genes();
        alternatives = genes.stream().mapToInt(Gene::size).toArray();
        widths = new CanonicalWidths(definition, layout);
        counts = new GenomeCounts(definition, widths);
        sampler = new UniformSampler(definition, layout, counts, genes.size());
        text = new GenomeText(genes);
        unitGraph = new UnitGraphBuilder(definition, layout).build();
    }

    public String name() {
        return name;
    }

    /** A description of the space in one line. */
    public String description() {
        return description;
    }

    /**
     * The value of {@code --space} that names this space: the name of a shipped space or the path of a file; without a file, its
     * name.
     */
    public String source() {
        return source;
    }

    /** The same space with another {@link #source}. */
    public SearchSpace withSource(String nameOrPath) {
        return new SearchSpace(name, description, nameOrPath, definition);
    }

    /** All genes, in the order of a genome. */
    public List<Gene> genes() {
        return genes;
    }

    /**
     * The exact number of canonical genomes. It equals the number of architectures, with one exception: if a stage of stride 1
     * follows a stage with the same channels and some of the same alternatives, a sequence of blocks can be split between the
     * two stages in several ways, and each split is counted.
     */
    public BigInteger count() {
        return counts.count();
    }

    /** A random canonical genome, from the uniform distribution. */
    public Genome sample(RandomGenerator random) {
        while (true) {
            Genome genome = sampler.draw(random);
            // rounding gives some genomes equal channels: only the canonical one of them is accepted
            if (canonical(genome).equals(genome)) {
                return genome;
            }
        }
    }

    /** The architecture of a genome; its name is {@code SPACE:GENOME}. */
    public Architecture decode(Genome genome) {
        return new GenomeDecoder(definition, layout).decode(name + ":" + text.format(canonical(genome)), check(genome));
    }

    /** The canonical genome of an architecture; one that is not in this space is a {@link UserError}. */
    public Genome encode(Architecture architecture) {
        return canonical(new GenomeEncoder(name, definition, layout, genes.size(), architecture).encode());
    }

    /** Whether a gene has an effect in this genome: false for blocks beyond the depth of their stage. */
    public boolean isActive(Genome genome, int gene) {
        Gene g = genes.get(gene);
        return g.role() != Gene.Role.BLOCK || g.position() < depth(genome, g.stage());
    }

    /** The indices of all genes that are {@link #isActive}, in ascending order. */
    public int[] activeGenes(Genome genome) {
        return unitGraph.paths().activeGenes(genome);
    }

    /** The number of blocks of a stage. */
    public int depth(Genome genome, int stage) {
        return definition
                .stages()
                .get(stage)
                .depths()
                .get(GeneLayout.choice(genome, layout.stages.get(stage).depth()));
    }

    /**
     * The canonical one of all genomes that decode to the same architecture: genes of unused blocks are 0, and of alternatives
     * that the width multiplier makes equal, the first is chosen.
     */
    public Genome canonical(Genome genome) {
        return widths.canonical(unitGraph.paths().withoutInactive(check(genome)));
    }

    /** The genome as text: a base-36 digit per gene, or numbers separated by dots if some gene has more alternatives. */
    public String format(Genome genome) {
        return text.format(check(genome));
    }

    /** The genome of a text; a wrong length or a choice out of range is a {@link UserError}. */
    public Genome parse(String genome) {
        return text.parse(genome, name);
    }

    /** All distinct units (stem, block or head with its input shape) of the space's networks, except those without layers. */
    public List<Unit> units() {
        return unitGraph.units().stream().filter(u -> !u.isEmpty()).toList();
    }

    /** All units of the space's networks as a graph, which gives the units of a genome without decoding it. */
    public UnitGraph unitGraph() {
        return unitGraph;
    }

    /** Whether blocks of several kinds, not counting the identity, can occur at one position of the networks. */
    public boolean mixesKinds() {
        return genes.stream()
                .anyMatch(g -> g.kinds().stream()
                                .filter(k -> k != BlockKind.IDENTITY)
                                .distinct()
                                .count()
                        > 1);
    }

    /** The same space with heads that have as many classes as the task. */
    public SearchSpace withTask(Task task) {
        return switch (task) {
            case Task.Classification c -> withClasses(c.classes().size());
        };
    }

    /** The same space with another number of classes. */
    public SearchSpace withClasses(int classes) {
        return new SearchSpace(name, description, source, definition.withClasses(classes));
    }

    private Genome check(Genome genome) {
        if (genome.length() != genes.size()) {
            throw new IllegalArgumentException(
                    "Space " + name + " has " + genes.size() + " genes, not " + genome.length());
        }
        for (int g = 0; g < alternatives.length; g++) {
            if (genome.choice(g) >= alternatives[g]) {
                throw new IllegalArgumentException(
                        "Gene " + genes.get(g).name() + " has no choice " + genome.choice(g));
            }
        }
        return genome;
    }
}
