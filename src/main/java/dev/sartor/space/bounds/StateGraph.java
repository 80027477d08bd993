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
 * A {@link UnitGraph} unrolled to single units: what is built so far leaves a state, and every unit that may follow is an
 * arc to the next one. A network is a way from {@link #root} to {@link #END}. Each arc leads to a state of a smaller number.
 */
final class StateGraph {
    /** Where networks are complete. */
    static final int END = 0;

    private static final int NO_UNIT = -1;

    /**
     * One choice.
     *
     * @param to     the state that it leads to
     * @param unit   the unit that it adds; below 0 for none, where a stage ends
     * @param choice sets its genes
     */
    record Arc(int to, int unit, Consumer<int[]> choice) {
        boolean hasUnit() {
            return unit >= 0;
        }
    }

    private final SearchSpace space;
    private final GenomePaths routes;
    private final List<List<Arc>> arcs;
    private final Map<Node, Integer> known = new HashMap<>();

    StateGraph(SearchSpace space) {
        this(space, new ArrayList<>());
        add(List.of());
        List<Start> starts = space.unitGraph().starts();
        List<Arc> first = new ArrayList<>();
        for (int s = 0; s < starts.size(); s++) {
            int start = s;
            first.add(new Arc(entering(starts.get(s).next(), 0), starts.get(s).unit(), g -> routes.putStart(start, g)));
        }
        add(first);
    }

    private StateGraph(SearchSpace space, List<List<Arc>> arcs) {
        this.space = space;
        this.arcs = arcs;
        routes = space.unitGraph().routes();
    }

    /** The same states without the arcs of some units; a state may be left from which nothing leads to the end. */
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

    /** Where nothing is chosen yet: the state of the greatest number. */
    int root() {
        return arcs.size() - 1;
    }

    List<Arc> arcs(int state) {
        return arcs.get(state);
    }

    /** The canonical genome of the network that a way through the graph builds, its arcs in any order. */
    Genome genome(List<Arc> way) {
        int[] genome = new int[routes.length()];
        way.forEach(arc -> arc.choice().accept(genome));
        return space.canonical(Genome.of(genome));
    }

    private int add(List<Arc> leaving) {
        arcs.add(leaving);
        return arcs.size() - 1;
    }

    private int entering(Node node, int stage) {
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
            leaving.add(new Arc(END, node.heads()[h], g -> routes.putHead(head, g)));
        }
        return leaving.isEmpty() ? List.of(new Arc(END, NO_UNIT, _ -> {})) : leaving;
    }

    private List<Arc> steps(Node node, int stage) {
        List<Arc> leaving = new ArrayList<>();
        for (int s = 0; s < node.steps().size(); s++) {
            int index = s;
            Step step = node.steps().get(s);
            int begun = within(step, stage, 1);
            for (int b = 0; b < step.first().length; b++) {
                int block = b;
                leaving.add(new Arc(begun, step.first()[b], g -> {
                    routes.putStep(stage, index, g);
                    routes.putBlock(stage, 0, block, g);
                }));
            }
        }
        return leaving;
    }

    /** A stage of which so many blocks are placed: it may end here, if that is one of its depths, or go on. */
    private int within(Step step, int stage, int placed) {
        List<Integer> depths = routes.stage(stage).depths();
        List<Arc> leaving = new ArrayList<>();
        for (int d = 0; d < depths.size(); d++) {
            int depth = d;
            if (depths.get(d) == placed) {
                leaving.add(new Arc(entering(step.next(), stage + 1), NO_UNIT, g -> routes.putDepth(stage, depth, g)));
            }
        }
        if (placed < routes.stage(stage).maxDepth()) {
            int further = within(step, stage, placed + 1);
            for (int b = 0; b < step.rest().length; b++) {
                int block = b;
                leaving.add(new Arc(further, step.rest()[b], g -> routes.putBlock(stage, placed, block, g)));
            }
        }
        return add(leaving);
    }
}
