package dev.sartor.space.bounds;

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
 * A {@link UnitGraph} in which each arc adds at most one unit. A state represents all partial networks that can be continued in
 * the same ways, and each unit that can follow is an arc to the next state. A network is a path from {@link #root} to
 * {@link #END}. Every arc leads to a state with a smaller number.
 */
final class StateGraph {
    /** The state of complete networks. */
    static final int END = 0;

    private static final int NO_UNIT = -1;

    /**
     * One decision: a unit, or the end of a stage.
     *
     * @param to       the state that it leads to
     * @param unit     the unit that it adds; negative for the end of a stage
     * @param setGenes sets the genes of the decision in a genome
     */
    record Arc(int to, int unit, Consumer<int[]> setGenes) {
        boolean hasUnit() {
            return unit >= 0;
        }
    }

    private final SearchSpace space;
    private final GenomePaths paths;
    private final List<List<Arc>> arcs;
    private final Map<Node, Integer> states = new HashMap<>();

    StateGraph(SearchSpace space) {
        this(space, new ArrayList<>());
        add(List.of());
        List<Start> starts = space.unitGraph().starts();
        List<Arc> first = new ArrayList<>();
        for (int s = 0; s < starts.size(); s++) {
            int start = s;
            first.add(new Arc(stateOf(starts.get(s).next(), 0), starts.get(s).unit(), g -> paths.setStart(start, g)));
        }
        add(first);
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

    /** The state before the first decision, which has the largest number. */
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

    private int add(List<Arc> leaving) {
        arcs.add(leaving);
        return arcs.size() - 1;
    }

    private int stateOf(Node node, int stage) {
        Integer before = states.get(node);
        if (before == null) {
            before = add(node.steps().isEmpty() ? heads(node) : steps(node, stage));
            states.put(node, before);
        }
        return before;
    }

    private List<Arc> heads(Node node) {
        List<Arc> leaving = new ArrayList<>();
        for (int h = 0; h < node.heads().length; h++) {
            int head = h;
            leaving.add(new Arc(END, node.heads()[h], g -> paths.setHead(head, g)));
        }
        return leaving.isEmpty() ? List.of(new Arc(END, NO_UNIT, _ -> {})) : leaving;
    }

    private List<Arc> steps(Node node, int stage) {
        List<Arc> leaving = new ArrayList<>();
        for (int s = 0; s < node.steps().size(); s++) {
            int index = s;
            Step step = node.steps().get(s);
            int afterFirst = stateInStage(step, stage, 1);
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

    /** Adds the state after {@code placed} blocks of a stage, with an arc to the end of the stage if this is one of its depths. */
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
        return add(leaving);
    }
}
