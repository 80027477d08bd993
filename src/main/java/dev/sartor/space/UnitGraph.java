package dev.sartor.space;

import java.util.List;

/**
 * All units of a space and how networks are made of them: a graph whose nodes are the shapes that may enter a stage.
 * A network is a way through it. Made once for a space; thread-safe.
 */
public final class UnitGraph {

    /**
     * A shape (under one width multiplier and network setting) that enters a stage, or the head behind the last one.
     *
     * @param steps the ways through the stage, by stride, channels and the stage's setting; none behind the last stage
     * @param heads units of the head's alternatives, behind the last stage; none for a backbone
     */
    record Node(List<Step> steps, int[] heads) {
    }

    /**
     * A stage with its stride, channels and setting chosen.
     *
     * @param first units of its first block's alternatives
     * @param rest  units of every further block's alternatives
     */
    record Step(int[] first, int[] rest, Node next) {
    }

    /** A stem on an input, and what follows. */
    record Start(int unit, Node next) {
    }

    private final Choices choices;
    private final Genes genes;
    private final List<Unit> units;
    private final List<Start> starts;
    private final int maxLength;

    UnitGraph(Choices choices, Genes genes, List<Unit> units, List<Start> starts) {
        this.choices = choices;
        this.genes = genes;
        this.units = List.copyOf(units);
        this.starts = List.copyOf(starts);
        maxLength = 2 + choices.stages().stream().mapToInt(Stage::maxDepth).sum();
    }

    /** Every distinct unit, those without layers too. */
    public List<Unit> units() {
        return units;
    }

    /** The greatest number of units of a network. */
    public int maxLength() {
        return maxLength;
    }

    /**
     * The units of a genome's network in order, as indices into {@link #units}.
     *
     * @param into receives them; at least {@link #maxLength} long
     * @return how many there are
     */
    public int walk(Genome genome, int[] into) {
        Start start = starts.get(startIndex(genome));
        into[0] = start.unit();
        int length = 1;
        Node node = start.next();
        for (int s = 0; s < choices.stages().size(); s++) {
            Stage stage = choices.stages().get(s);
            Genes.Slots slots = genes.stages.get(s);
            Step step = node.steps().get(stepIndex(stage, slots, genome));
            int depth = stage.depths().get(Genes.choice(genome, slots.depth()));
            into[length++] = step.first()[Genes.choice(genome, slots.blocks()[0])];
            for (int p = 1; p < depth; p++) {
                into[length++] = step.rest()[Genes.choice(genome, slots.blocks()[p])];
            }
            node = step.next();
        }
        if (node.heads().length > 0) {
            into[length++] = node.heads()[Genes.choice(genome, genes.head)];
        }
        return length;
    }

    /** Starts by resolution, width, network setting and stem. */
    List<Start> starts() {
        return starts;
    }

    private int startIndex(Genome genome) {
        int index = Genes.choice(genome, genes.resolution);
        index = index * choices.widths().size() + Genes.choice(genome, genes.width);
        index = index * choices.settings().size() + Genes.choice(genome, genes.setting);
        return index * choices.stems().getFirst().size() + Genes.choice(genome, genes.stem);
    }

    private static int stepIndex(Stage stage, Genes.Slots slots, Genome genome) {
        int index = Genes.choice(genome, slots.stride());
        index = index * stage.channels().size() + Genes.choice(genome, slots.channels());
        return index * stage.settings().size() + Genes.choice(genome, slots.setting());
    }
}
