package dev.sartor.space.unit;

import dev.sartor.base.UserError;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import java.util.List;

/**
 * The graph of all units of a space. Its nodes are the possible input shapes of stages, and every network is a path through it.
 * Created once per space; thread-safe. Units are identified by their indices ({@link #unit}). The steps and units of a very
 * large space are created when they are first used; methods that need all of them throw a {@link UserError}.
 */
public final class UnitGraph {

    /**
     * An input shape of a stage or of the head, for one width multiplier and one combination of shared attributes. A node is
     * equal only to itself.
     */
    public static final class Node {
        private final List<Step> steps;
        private final int[] heads;

        /** @param steps a list that may create its elements when they are first used */
        Node(List<Step> steps, int[] heads) {
            this.steps = steps;
            this.heads = heads;
        }

        /** The steps through the stage, in the order of {@link GenomePaths#stepIndex}; none after the last stage. */
        public List<Step> steps() {
            return steps;
        }

        /** Unit indices of the head's alternatives; empty before the last stage, or if the space has no head. */
        public int[] heads() {
            return heads;
        }
    }

    /**
     * One combination of stride, channels and shared attributes of a stage.
     *
     * @param firstBlock  unit indices of the alternatives of the first block
     * @param laterBlocks unit indices of the alternatives of every later block
     * @param next        the node after the stage
     */
    public record Step(int[] firstBlock, int[] laterBlocks, Node next) {}

    /**
     * A stem for one input shape.
     *
     * @param unit the stem's unit index
     * @param next the node after the stem
     */
    public record Start(int unit, Node next) {}

    private final GenomePaths paths;
    private final UnitIndex units;
    private final List<Start> starts;
    private final int maxLength;
    private final boolean allUnitsKnown;
    private final boolean exactBounds;

    UnitGraph(
            GenomePaths paths,
            UnitIndex units,
            List<Start> starts,
            int maxLength,
            boolean allUnitsKnown,
            boolean exactBounds) {
        this.exactBounds = exactBounds;
        this.paths = paths;
        this.units = units;
        this.starts = List.copyOf(starts);
        this.maxLength = maxLength;
        this.allUnitsKnown = allUnitsKnown;
    }

    /** Whether the graph has all units and is small enough for exact bounds of costs. */
    public boolean hasExactBounds() {
        return exactBounds;
    }

    /** Whether all units are known in advance, so that latency tables are possible. */
    public boolean hasAllUnits() {
        return allUnitsKnown;
    }

    /**
     * Every distinct unit, including those without layers.
     *
     * @throws UserError if not all units are known in advance
     */
    public List<Unit> units() {
        if (!allUnitsKnown) {
            throw new UserError(
                    "more than " + UnitGraphBuilder.MAX_UNITS + " different units",
                    "the space's resolutions, widths, channels and blocks",
                    "write fewer choices: so many units can be searched, but not measured, bounded or trained"
                            + " together");
        }
        return units.all();
    }

    /** The unit with an index. */
    public Unit unit(int index) {
        return units.get(index);
    }

    /** The largest number of units that a network of the space has. */
    public int maxLength() {
        return maxLength;
    }

    /** The number of units of a genome's network. */
    public int unitCount(Genome genome) {
        return unitsOf(genome, new int[maxLength]);
    }

    /**
     * The units of a genome's network in order, as indices of {@link #unit}.
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

    /**
     * All starts, in the order of {@link GenomePaths#startIndex}.
     *
     * @throws UserError if not all units are known in advance
     */
    public List<Start> starts() {
        units();
        return starts;
    }

    public GenomePaths paths() {
        return paths;
    }
}
