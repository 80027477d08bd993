package dev.sartor.space.genome;

import dev.sartor.space.unit.UnitGraph;
import java.util.function.IntUnaryOperator;

/**
 * Converts between genomes and paths through a {@link UnitGraph}. A path is a start (the choices before the stages), for each
 * stage a step (its stride, channels and shared attributes), a depth and blocks, and a head. The index of a start or step
 * encodes several genes as a mixed-radix number. All methods ignore choices that have no gene.
 */
public final class GenomePaths {
    /**
     * The gene indices of a stage, in arrays because genomes are read millions of times per second.
     *
     * @param step   encodes the genes of a step
     * @param depth  index of the depth gene
     * @param depths the numbers of blocks between which it chooses
     * @param blocks indices of the block genes
     */
    private record StageIndices(MixedRadix step, int depth, int[] depths, int[] blocks) {
        static StageIndices of(Stage stage, GeneLayout.StageGenes stageGenes) {
            MixedRadix step = MixedRadix.empty()
                    .withDigit(stageGenes.stride(), stage.strides())
                    .withDigit(stageGenes.channels(), stage.channels())
                    .withDigit(stageGenes.stageAttributes(), stage.stageAttributeCombinations());
            return new StageIndices(
                    step,
                    stageGenes.depth(),
                    stage.depths().stream().mapToInt(Integer::intValue).toArray(),
                    stageGenes.blocks());
        }
    }

    private final SpaceDefinition definition;
    private final GeneLayout genes;
    private final int length;
    private final MixedRadix startIndex;
    private final StageIndices[] stageIndices;

    public GenomePaths(SpaceDefinition definition, GeneLayout genes) {
        this.definition = definition;
        this.genes = genes;
        length = genes.genes().size();
        startIndex = MixedRadix.empty()
                .withDigit(genes.resolution, definition.resolutions())
                .withDigit(genes.width, definition.widthMultipliers())
                .withDigit(genes.networkAttributes, definition.networkAttributeCombinations())
                .withDigit(genes.stem, definition.stemAlternatives());
        stageIndices = new StageIndices[definition.stages().size()];
        for (int s = 0; s < stageIndices.length; s++) {
            stageIndices[s] = StageIndices.of(definition.stages().get(s), genes.stages.get(s));
        }
    }

    public int stageCount() {
        return stageIndices.length;
    }

    public Stage stage(int stage) {
        return definition.stages().get(stage);
    }

    /** The number of blocks of a stage. */
    public int depth(Genome genome, int stage) {
        return stageIndices[stage].depths()[GeneLayout.choice(genome, stageIndices[stage].depth())];
    }

    /** The indices of active genes in ascending order: all except those of blocks beyond the depths of their stages. */
    public int[] activeGenes(Genome genome) {
        boolean[] inactive = new boolean[length];
        int count = length;
        for (int s = 0; s < stageIndices.length; s++) {
            int[] blocks = stageIndices[s].blocks();
            for (int p = depth(genome, s); p < blocks.length; p++) {
                if (blocks[p] != GeneLayout.NO_GENE) {
                    inactive[blocks[p]] = true;
                    count--;
                }
            }
        }
        int[] active = new int[count];
        for (int g = 0, next = 0; next < count; g++) {
            if (!inactive[g]) {
                active[next++] = g;
            }
        }
        return active;
    }

    /** The genome with 0 for every inactive gene. */
    public Genome withoutInactive(Genome genome) {
        byte[] choices = genome.toBytes();
        for (int s = 0; s < stageIndices.length; s++) {
            int[] blocks = stageIndices[s].blocks();
            for (int p = depth(genome, s); p < blocks.length; p++) {
                if (blocks[p] != GeneLayout.NO_GENE) {
                    choices[blocks[p]] = 0;
                }
            }
        }
        return Genome.ofBytes(choices);
    }

    public int blockChoice(Genome genome, int stage, int position) {
        return GeneLayout.choice(genome, stageIndices[stage].blocks()[position]);
    }

    public int headChoice(Genome genome) {
        return GeneLayout.choice(genome, genes.head);
    }

    /** The index of a genome's start, ordered by resolution, width, shared attributes of the network, and stem. */
    public int startIndex(Genome genome) {
        return startIndex.index(genome);
    }

    /** The index of a stage's step, ordered by stride, channels, and shared attributes of the stage. */
    public int stepIndex(Genome genome, int stage) {
        return stageIndices[stage].step().index(genome);
    }

    /** The genome of a start; all other genes are 0. */
    public Genome genomeOfStart(int index) {
        int[] genome = new int[length];
        setStart(index, genome);
        return Genome.of(genome);
    }

    /**
     * The genome with another step, depth and blocks of a stage.
     *
     * @param step       as {@link #stepIndex} returns it
     * @param depthIndex an index into the stage's depths
     * @param block      maps a block's position in the stage to its choice
     */
    public Genome withStage(Genome before, int stage, int step, int depthIndex, IntUnaryOperator block) {
        int[] genome = before.toArray();
        setStep(stage, step, genome);
        setDepth(stage, depthIndex, genome);
        for (int p = 0; p < stageIndices[stage].depths()[depthIndex]; p++) {
            setBlock(stage, p, block.applyAsInt(p), genome);
        }
        return Genome.of(genome);
    }

    public Genome withHead(Genome before, int choice) {
        int[] genome = before.toArray();
        setHead(choice, genome);
        return Genome.of(genome);
    }

    /** The number of genes. */
    public int length() {
        return length;
    }

    public void setStart(int index, int[] genome) {
        startIndex.decodeInto(index, genome);
    }

    public void setStep(int stage, int step, int[] genome) {
        stageIndices[stage].step().decodeInto(step, genome);
    }

    /** @param depthIndex an index into the stage's depths */
    public void setDepth(int stage, int depthIndex, int[] genome) {
        put(genome, stageIndices[stage].depth(), depthIndex);
    }

    public void setBlock(int stage, int position, int choice, int[] genome) {
        put(genome, stageIndices[stage].blocks()[position], choice);
    }

    public void setHead(int choice, int[] genome) {
        put(genome, genes.head, choice);
    }

    private static void put(int[] genome, int gene, int choice) {
        if (gene != GeneLayout.NO_GENE) {
            genome[gene] = choice;
        }
    }
}
