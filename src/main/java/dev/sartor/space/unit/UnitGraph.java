package dev.sartor.space.unit;

import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import java.util.List;

/**
 * The graph of all units of a space: its nodes are the shapes that may enter a stage, and a network is a path through it.
 * Created once per space; thread-safe.
 */
public final class UnitGraph {

    /** A shape that enters a stage or the head, under one multiplier and setting. Equal only to itself. */
    public static final class Node {
        private final List<Step> steps;
        private final int[] heads;

        Node(List<Step> steps, int[] heads) {
            this.steps = List.copyOf(steps);
            this.heads = heads;
        }

        /** The steps through the stage, in the order of {@link GenomePaths#step}; none after the last stage. */
        public List<Step> steps() {
            return steps;
        }

        /** Units of the head's alternatives, after the last stage; none for a backbone. */
        public int[] heads() {
            return heads;
        }
    }

    /**
     * A stage with its stride, channels and setting chosen.
     *
     * @param first units of its first block's alternatives
     * @param rest  units of every further block's alternatives
     */
    public record Step(int[] first, int[] rest, Node next) {}

    /** A stem on an input, and what follows. */
    public record Start(int unit, Node next) {}

    private final GenomePaths paths;
    private final List<Unit> units;
    private final List<Start> starts;
    private final int maxLength;

    UnitGraph(GenomePaths routes, List<Unit> units, List<Start> starts, int maxLength) {
        this.paths = routes;
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
     * @param into receives them; at least {@link #maxLength} long
     * @return how many there are
     */
    public int unitsOf(Genome genome, int[] into) {
        Start start = starts.get(paths.start(genome));
        into[0] = start.unit();
        int length = 1;
        Node node = start.next();
        for (int s = 0; s < paths.stages(); s++) {
            Step step = node.steps().get(paths.step(genome, s));
            into[length++] = step.first()[paths.block(genome, s, 0)];
            int depth = paths.depth(genome, s);
            for (int p = 1; p < depth; p++) {
                into[length++] = step.rest()[paths.block(genome, s, p)];
            }
            node = step.next();
        }
        if (node.heads().length > 0) {
            into[length++] = node.heads()[paths.head(genome)];
        }
        return length;
    }

    /** In the order of {@link GenomePaths#start}. */
    public List<Start> starts() {
        return starts;
    }

    public GenomePaths paths() {
        return paths;
    }
}
