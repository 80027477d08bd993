package dev.sartor.space.genome;

import dev.sartor.space.unit.UnitGraph;
import java.util.function.IntUnaryOperator;

/**
 * Converts between genomes and paths through a {@link UnitGraph}. The index of a start or step encodes several genes as a
 * mixed-radix number.
 */
public final class GenomePaths {
    /** The gene indices of a stage, in arrays because genomes are read millions of times per second. */
    private record StageIndices(MixedRadix step, int depth, int[] depths, int[] blocks) {
        static StageIndices of(Stage stage, GeneLayout.Slots stageGenes) {
            MixedRadix step = MixedRadix.none()
                    .withDigit(stageGenes.stride(), stage.strides())
                    .withDigit(stageGenes.channels(), stage.channels())
                    .withDigit(stageGenes.setting(), stage.settings());
            return new StageIndices(
                    step,
                    stageGenes.depth(),
                    stage.depths().stream().mapToInt(Integer::intValue).toArray(),
                    stageGenes.blocks());
        }
    }

    private final SpaceDefinition choices;
    private final GeneLayout genes;
    private final int length;
    private final MixedRadix start;
    private final StageIndices[] places;

    public GenomePaths(SpaceDefinition choices, GeneLayout genes) {
        this.choices = choices;
        this.genes = genes;
        length = genes.list().size();
        start = MixedRadix.none()
                .withDigit(genes.resolution, choices.resolutions())
                .withDigit(genes.width, choices.widthMultipliers())
                .withDigit(genes.setting, choices.sharedAttributeLabels())
                .withDigit(genes.stem, choices.stems().getFirst());
        places = new StageIndices[choices.stages().size()];
        for (int s = 0; s < places.length; s++) {
            places[s] = StageIndices.of(choices.stages().get(s), genes.stages.get(s));
        }
    }

    public int stages() {
        return places.length;
    }

    public Stage stage(int stage) {
        return choices.stages().get(stage);
    }

    /** The number of blocks of a stage. */
    public int depth(Genome genome, int stage) {
        return places[stage].depths()[GeneLayout.choice(genome, places[stage].depth())];
    }

    /** The indices of active genes in ascending order: all except those of blocks beyond the depths of their stages. */
    public int[] activeGenes(Genome genome) {
        boolean[] inactive = new boolean[length];
        int count = length;
        for (int s = 0; s < places.length; s++) {
            int[] blocks = places[s].blocks();
            for (int p = depth(genome, s); p < blocks.length; p++) {
                if (blocks[p] != GeneLayout.FIXED) {
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
        for (int s = 0; s < places.length; s++) {
            int[] blocks = places[s].blocks();
            for (int p = depth(genome, s); p < blocks.length; p++) {
                if (blocks[p] != GeneLayout.FIXED) {
                    choices[blocks[p]] = 0;
                }
            }
        }
        return Genome.ofBytes(choices);
    }

    public int block(Genome genome, int stage, int position) {
        return GeneLayout.choice(genome, places[stage].blocks()[position]);
    }

    public int head(Genome genome) {
        return GeneLayout.choice(genome, genes.head);
    }

    /** The index of a genome's start, ordered by resolution, width, shared attributes of the network, and stem. */
    public int start(Genome genome) {
        return start.index(genome);
    }

    /** The index of a stage's step, ordered by stride, channels, and shared attributes of the stage. */
    public int step(Genome genome, int stage) {
        return places[stage].step().index(genome);
    }

    /** The genome of a start; all other genes are 0. */
    public Genome genomeOfStart(int index) {
        int[] genome = new int[length];
        setStart(index, genome);
        return Genome.of(genome);
    }

    /** The genome with another step, depth and blocks of a stage; {@code block} maps a position to its choice. */
    public Genome withStage(Genome before, int stage, int step, int depth, IntUnaryOperator block) {
        int[] genome = before.toArray();
        setStep(stage, step, genome);
        setDepth(stage, depth, genome);
        for (int p = 0; p < places[stage].depths()[depth]; p++) {
            setBlock(stage, p, block.applyAsInt(p), genome);
        }
        return Genome.of(genome);
    }

    public Genome withHead(Genome before, int head) {
        int[] genome = before.toArray();
        setHead(head, genome);
        return Genome.of(genome);
    }

    /** The number of genes. */
    public int length() {
        return length;
    }

    public void setStart(int index, int[] genome) {
        start.decodeInto(index, genome);
    }

    public void setStep(int stage, int step, int[] genome) {
        places[stage].step().decodeInto(step, genome);
    }

    /** @param depth an index into the stage's depths */
    public void setDepth(int stage, int depth, int[] genome) {
        put(genome, places[stage].depth(), depth);
    }

    public void setBlock(int stage, int position, int block, int[] genome) {
        put(genome, places[stage].blocks()[position], block);
    }

    public void setHead(int head, int[] genome) {
        put(genome, genes.head, head);
    }

    private static void put(int[] genome, int gene, int choice) {
        if (gene != GeneLayout.FIXED) {
            genome[gene] = choice;
        }
    }
}
