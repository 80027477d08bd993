package dev.sartor.space.unit;

import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import java.util.List;

/**
 * The graph of all units of a space. Its nodes are the possible input shapes of stages, and every network is a path through it.
 * Created once per space; thread-safe.
 */
public final class UnitGraph {

    /**
     * An input shape of a stage or of the head, for one width multiplier and one combination of shared attributes. A node is
     * equal only to itself.
     */
    public static final class Node {
        private final List<Step> steps;
        private final int[] heads;

        Node(List<Step> steps, int[] heads) {
            this.steps = List.copyOf(steps);
            this.heads = heads;
        }

        /** The steps through the stage, in the order of {@link GenomePaths#stepIndex}; none after the last stage. */
        public List<Step> steps() {
            return steps;
        }

        /** The units of the head's alternatives; none before the last stage, or if the space has no head. */
        public int[] heads() {
            return heads;
        }
    }

    /**
     * One combination of stride, channels and shared attributes of a stage.
     *
     * @param firstBlock units of the alternatives of the first block
     * @param laterBlocks  units of the alternatives of every later block
     * @param next  the node after the stage
     */
    public record Step(int[] firstBlock, int[] laterBlocks, Node next) {}

    /**
     * A stem for one input shape.
     *
     * @param unit the stem's unit
     * @param next the node after the stem
     */
    public record Start(int unit, Node next) {}

    private final GenomePaths paths;
    private final List<Unit> units;
    private final List<Start> starts;
    private final int maxLength;

    UnitGraph(GenomePaths paths, List<Unit> units, List<Start> starts, int maxLength) {
        this.paths = paths;
        this.units = List.copyOf(units);
        this.starts = List.copyOf(starts);
        this.maxLength = maxLength;
    }

    /** Every distinct unit, including those without layers. */
    public List<Unit> units() {
        return units;
    }

    /** The maximum number of units of a network. */
    public int maxLength() {
        return maxLength;
    }

    /**
     * The units of a genome's network in order, as indices into {@link #units}.
     *
     * @param into receives the indices; at least {@link #maxLength} long
     * @return the number of units
     */
    public int unitsOf(Genome genome, int[] into) {
        Start start = starts.get(paths.startIndex(genome));
        into[0] = start.unit();
        int length = 1;
        Node node = start.next();
        for (int s = 0; s < paths.stageCount(); s++) {
            Step step = node.steps().get(paths.stepIndex(genome, s));
            into[length++] = step.firstBlock()[paths.blockChoice(genome, s, 0)];
            int depth = paths.depth(genome, s);
            for (int p = 1; p < depth; p++) {
                into[length++] = step.laterBlocks()[paths.blockChoice(genome, s, p)];
            }
            node = step.next();
        }
        if (node.heads().length > 0) {
            into[length++] = node.heads()[paths.headChoice(genome)];
        }
        return length;
    }

    /** All starts, in the order of {@link GenomePaths#startIndex}. */
    public List<Start> starts() {
        return starts;
    }

    public GenomePaths paths() {
        return paths;
    }
}
