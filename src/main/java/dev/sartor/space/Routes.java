package dev.sartor.space;

/** How genomes and ways through a {@link UnitGraph} correspond: choices packed into the index of a start or step. */
final class Routes {
    private final Choices choices;
    private final Genes genes;
    private final int length;

    Routes(Choices choices, Genes genes) {
        this.choices = choices;
        this.genes = genes;
        length = genes.list().size();
    }

    int stages() {
        return choices.stages().size();
    }

    Stage stage(int stage) {
        return choices.stages().get(stage);
    }

    /** The number of blocks of a stage. */
    int depth(Genome genome, int stage) {
        return stage(stage).depths().get(Genes.choice(genome, genes.stages.get(stage).depth()));
    }

    int block(Genome genome, int stage, int position) {
        return Genes.choice(genome, genes.stages.get(stage).blocks()[position]);
    }

    int head(Genome genome) {
        return Genes.choice(genome, genes.head);
    }

    /** Starts stand by resolution, width, network setting and stem. */
    int start(Genome genome) {
        int index = Genes.choice(genome, genes.resolution);
        index = index * choices.widths().size() + Genes.choice(genome, genes.width);
        index = index * choices.settings().size() + Genes.choice(genome, genes.setting);
        return index * choices.stems().getFirst().size() + Genes.choice(genome, genes.stem);
    }

    /** Steps stand by stride, channels and the stage's setting. */
    int step(Genome genome, int stage) {
        Genes.Slots slots = genes.stages.get(stage);
        int index = Genes.choice(genome, slots.stride());
        index = index * stage(stage).channels().size() + Genes.choice(genome, slots.channels());
        return index * stage(stage).settings().size() + Genes.choice(genome, slots.setting());
    }

    /** The genome of a start, all else 0. */
    Genome ofStart(int index) {
        int[] genome = new int[length];
        int rest = put(genome, genes.stem, index, choices.stems().getFirst().size());
        rest = put(genome, genes.setting, rest, choices.settings().size());
        rest = put(genome, genes.width, rest, choices.widths().size());
        put(genome, genes.resolution, rest, choices.resolutions().size());
        return Genome.of(genome);
    }

    /** The genome with a stage's step and depth, its first block {@code first} and all others {@code further}. */
    Genome withStage(Genome before, int stage, int step, int depth, int first, int further) {
        int[] genome = before.toArray();
        Genes.Slots slots = genes.stages.get(stage);
        int rest = put(genome, slots.setting(), step, stage(stage).settings().size());
        rest = put(genome, slots.channels(), rest, stage(stage).channels().size());
        put(genome, slots.stride(), rest, stage(stage).strides().size());
        put(genome, slots.depth(), depth, stage(stage).depths().size());
        for (int p = 0; p < stage(stage).depths().get(depth); p++) {
            put(genome, slots.blocks()[p], p == 0 ? first : further, stage(stage).alternatives(p));
        }
        return Genome.of(genome);
    }

    Genome withHead(Genome before, int head) {
        return genes.head == Genes.FIXED ? before : before.with(genes.head, head);
    }

    /** Puts the last digit of a mixed-radix index into its slot; answers the digits before it. */
    private static int put(int[] genome, int slot, int index, int radix) {
        if (slot != Genes.FIXED) {
            genome[slot] = index % radix;
        }
        return index / radix;
    }
}
