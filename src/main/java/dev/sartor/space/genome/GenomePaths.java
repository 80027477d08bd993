package dev.sartor.space.genome;

import dev.sartor.space.unit.UnitGraph;
import java.util.function.IntUnaryOperator;

/** How genomes and ways through a {@link UnitGraph} correspond: choices packed into the index of a start or step. */
public final class GenomePaths {
    /** Where a stage's choices stand. A genome is read some million times a second, so only arrays are on that way. */
    private record Place(MixedRadix step, int depth, int[] depths, int[] blocks) {
        static Place of(Stage stage, GeneLayout.Slots slots) {
            MixedRadix step = MixedRadix.none()
                    .then(slots.stride(), stage.strides())
                    .then(slots.channels(), stage.channels())
                    .then(slots.setting(), stage.settings());
            return new Place(
                    step,
                    slots.depth(),
                    stage.depths().stream().mapToInt(Integer::intValue).toArray(),
                    slots.blocks());
        }
    }

    private final SpaceDefinition choices;
    private final GeneLayout genes;
    private final int length;
    private final MixedRadix start;
    private final Place[] places;

    public GenomePaths(SpaceDefinition choices, GeneLayout genes) {
        this.choices = choices;
        this.genes = genes;
        length = genes.list().size();
        start = MixedRadix.none()
                .then(genes.resolution, choices.resolutions())
                .then(genes.width, choices.widths())
                .then(genes.setting, choices.settings())
                .then(genes.stem, choices.stems().getFirst());
        places = new Place[choices.stages().size()];
        for (int s = 0; s < places.length; s++) {
            places[s] = Place.of(choices.stages().get(s), genes.stages.get(s));
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

    /** The genes that a genome's network uses, in ascending order: all but those of blocks beyond their stages' depths. */
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

    /** The genome with 0 for every gene that its network does not use. */
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

    /** Starts stand by resolution, width, network setting and stem. */
    public int start(Genome genome) {
        return start.index(genome);
    }

    /** Steps stand by stride, channels and the stage's setting. */
    public int step(Genome genome, int stage) {
        return places[stage].step().index(genome);
    }

    /** The genome of a start, all else 0. */
    public Genome ofStart(int index) {
        int[] genome = new int[length];
        putStart(index, genome);
        return Genome.of(genome);
    }

    /** The genome with a stage's step, depth and blocks; {@code block} tells the choice at a position. */
    public Genome withStage(Genome before, int stage, int step, int depth, IntUnaryOperator block) {
        int[] genome = before.toArray();
        putStep(stage, step, genome);
        putDepth(stage, depth, genome);
        for (int p = 0; p < places[stage].depths()[depth]; p++) {
            putBlock(stage, p, block.applyAsInt(p), genome);
        }
        return Genome.of(genome);
    }

    public Genome withHead(Genome before, int head) {
        int[] genome = before.toArray();
        putHead(head, genome);
        return Genome.of(genome);
    }

    /** The number of genes. */
    public int length() {
        return length;
    }

    public void putStart(int index, int[] genome) {
        start.put(index, genome);
    }

    public void putStep(int stage, int step, int[] genome) {
        places[stage].step().put(step, genome);
    }

    /** @param depth an index into the stage's depths */
    public void putDepth(int stage, int depth, int[] genome) {
        put(genome, places[stage].depth(), depth);
    }

    public void putBlock(int stage, int position, int block, int[] genome) {
        put(genome, places[stage].blocks()[position], block);
    }

    public void putHead(int head, int[] genome) {
        put(genome, genes.head, head);
    }

    private static void put(int[] genome, int slot, int choice) {
        if (slot != GeneLayout.FIXED) {
            genome[slot] = choice;
        }
    }
}
