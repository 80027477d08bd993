package dev.sartor.space.bounds;

import dev.sartor.base.UserError;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import dev.sartor.space.unit.UnitGraph;
import dev.sartor.space.unit.UnitGraph.Node;
import dev.sartor.space.unit.UnitGraph.Start;
import dev.sartor.space.unit.UnitGraph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * A {@link UnitGraph} (of a space's stems, blocks and heads) in which each arc adds at most one unit. A state represents all
 * partial networks that can be continued in the same ways, and each unit that can follow is an arc to the next state. A
 * network is a path from {@link #root} to {@link #END}. Every arc leads to a state with a smaller number.
 */
final class StateGraph {
    /** The state of complete networks. */
    static final int END = 0;

    private static final int NO_UNIT = -1;

    /**
     * One choice: a unit, or the end of a stage or network.
     *
     * @param to       the state that it leads to
     * @param unit     the index of the unit that it adds; negative if it adds none
     * @param setGenes sets the genes of the choice in a genome, an array of alternatives
     */
    record Arc(int to, int unit, Consumer<int[]> setGenes) {
        boolean hasUnit() {
            return unit >= 0;
        }
    }

    private final SearchSpace space;
    private final GenomePaths paths;
    private final List<List<Arc>> arcs;
    /** The states at the beginning of stages or before the head. */
    private final Map<Node, Integer> states = new HashMap<>();

    /** @throws UserError if the space is too large */
    StateGraph(SearchSpace space) {
        this(space, new ArrayList<>());
        if (!space.unitGraph().hasExactBounds()) {
            throw new UserError(
                    "space " + space.name() + " is too large for exact bounds",
                    "the space's resolutions, widths, channels and blocks",
                    "write fewer choices; the space can be searched as it is");
        }
        List<Arc> noArcs = List.of();
        addState(noArcs); // END
        List<Start> starts = space.unitGraph().starts();
        List<Arc> first = new ArrayList<>();
        for (int s = 0; s < starts.size(); s++) {
            int start = s;
            first.add(new Arc(stateOf(starts.get(s).next(), 0), starts.get(s).unit(), g -> paths.setStart(start, g)));
        }
        addState(first);
    }

    private StateGraph(SearchSpace space, List<List<Arc>> arcs) {
        this.space = space;
        this.arcs = arcs;
        paths = space.unitGraph().paths();
    }

    /** The same graph without the arcs of some units; some states may then not lead to the end. */
    StateGraph withoutUnits(IntPredicate unit) {
        return new StateGraph(
                space,
                arcs.stream()
                        .map(leaving -> leaving.stream()
                                .filter(a -> !a.hasUnit() || !unit.test(a.unit()))
                                .toList())
                        .toList());
    }

    int stateCount() {
        return arcs.size();
    }

    /** The state before the first choice, which has the largest number. */
    int root() {
        return arcs.size() - 1;
    }

    List<Arc> arcs(int state) {
        return arcs.get(state);
    }

    /** The canonical genome of a network, given by the arcs of its path in any order. */
    Genome genome(List<Arc> path) {
        int[] genome = new int[paths.length()];
        path.forEach(arc -> arc.setGenes().accept(genome));
        return space.canonical(Genome.of(genome));
    }

    /** Adds a state with the arcs that leave it; returns its number. */
    private int addState(List<Arc> leaving) {
        arcs.add(leaving);
        return arcs.size() - 1;
    }

    private int stateOf(Node node, int stage) {
        Integer state = states.get(node);
        if (state == null) {
            state = addState(node.steps().isEmpty() ? heads(node) : steps(node, stage));
            states.put(node, state);
        }
        return state;
    }

    /** The arcs from a node after the last stage. */
    private List<Arc> heads(Node node) {
        List<Arc> leaving = new ArrayList<>();
        for (int h = 0; h < node.heads().length; h++) {
            int head = h;
            leaving.add(new Arc(END, node.heads()[h], g -> paths.setHead(head, g)));
        }
        return leaving.isEmpty() ? List.of(new Arc(END, NO_UNIT, _ -> {})) : leaving;
    }

    /** The arcs from the beginning of a stage: all alternatives of its first block, for each of its steps. */
    private List<Arc> steps(Node node, int stage) {
        List<Arc> leaving = new ArrayList<>();
        for (int s = 0; s < node.steps().size(); s++) {
            int index = s;
            Step step = node.steps().get(s);
            int placed = 1;
            int afterFirst = stateInStage(step, stage, placed);
            for (int b = 0; b < step.firstBlock().length; b++) {
                int block = b;
                leaving.add(new Arc(afterFirst, step.firstBlock()[b], g -> {
                    paths.setStep(stage, index, g);
                    paths.setBlock(stage, 0, block, g);
                }));
            }
        }
        return leaving;
    }

    /**
     * Adds the state after {@code placed} blocks of a stage; an arc leads to the end of the stage if this is one of its
     * depths.
     */
    private int stateInStage(Step step, int stage, int placed) {
        List<Integer> depths = paths.stage(stage).depths();
        List<Arc> leaving = new ArrayList<>();
        for (int d = 0; d < depths.size(); d++) {
            int depth = d;
            if (depths.get(d) == placed) {
                leaving.add(new Arc(stateOf(step.next(), stage + 1), NO_UNIT, g -> paths.setDepth(stage, depth, g)));
            }
        }
        if (placed < paths.stage(stage).maxDepth()) {
            int further = stateInStage(step, stage, placed + 1);
            for (int b = 0; b < step.laterBlocks().length; b++) {
                int block = b;
                leaving.add(new Arc(further, step.laterBlocks()[b], g -> paths.setBlock(stage, placed, block, g)));
            }
        }
        return addState(leaving);
    }
}
