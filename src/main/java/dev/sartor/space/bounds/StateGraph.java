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
 * A {@link UnitGraph} unrolled to single units. A state stands for what a partial network allows to follow, and every unit
 * that may follow is an arc to the next state. A network is a path from {@link #root} to {@link #END}. Each arc leads to a
 * state of a smaller number.
 */
final class StateGraph {
    /** Where networks are complete. */
    static final int END = 0;

    private static final int NO_UNIT = -1;

    /**
     * An arc: one choice.
     *
     * @param to       the state that it leads to
     * @param unit     the unit that it adds; below 0 for none, where a stage ends
     * @param setGenes sets the genes of the choice
     */
    record Arc(int to, int unit, Consumer<int[]> setGenes) {
        boolean hasUnit() {
            return unit >= 0;
        }
    }

    private final SearchSpace space;
    private final GenomePaths paths;
    private final List<List<Arc>> arcs;
    private final Map<Node, Integer> known = new HashMap<>();

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

    /** The same states without the arcs of some units; some states may no longer lead to the end. */
    StateGraph without(IntPredicate unit) {
        return new StateGraph(
                space,
                arcs.stream()
                        .map(leaving -> leaving.stream()
                                .filter(a -> !a.hasUnit() || !unit.test(a.unit()))
                                .toList())
                        .toList());
    }

    int states() {
        return arcs.size();
    }

    /** The state in which nothing is chosen yet: the one of the largest number. */
    int root() {
        return arcs.size() - 1;
    }

    List<Arc> arcs(int state) {
        return arcs.get(state);
    }

    /** The canonical genome of the network of a path through the graph; its arcs may be in any order. */
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
        Integer before = known.get(node);
        if (before == null) {
            before = add(node.steps().isEmpty() ? heads(node) : steps(node, stage));
            known.put(node, before);
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
            for (int b = 0; b < step.first().length; b++) {
                int block = b;
                leaving.add(new Arc(afterFirst, step.first()[b], g -> {
                    paths.setStep(stage, index, g);
                    paths.setBlock(stage, 0, block, g);
                }));
            }
        }
        return leaving;
    }

    /** The state after {@code placed} blocks of a stage: it may end here, if that is one of its depths, or continue. */
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
            for (int b = 0; b < step.rest().length; b++) {
                int block = b;
                leaving.add(new Arc(further, step.rest()[b], g -> paths.setBlock(stage, placed, block, g)));
            }
        }
        return add(leaving);
    }
}
