package dev.sartor.space;

import dev.sartor.network.Network;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitGraph;
import dev.sartor.space.unit.UnitGraph.Node;
import dev.sartor.space.unit.UnitGraph.Start;
import dev.sartor.space.unit.UnitGraph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Where the segments of a space's networks stand: {@code stem}, {@code stage2.block1}, {@code head}; stages and blocks are
 * counted from 1. What different networks have at one site can share its weights.
 */
public final class SegmentPositions {
    private static final String STEM = "stem";
    private static final String HEAD = "head";

    private SegmentPositions() {}

    /** The sites of a genome's network, one for each of {@link Network#segments}, in order. */
    public static List<String> of(SearchSpace space, Genome genome) {
        GenomePaths routes = space.unitGraph().routes();
        List<String> sites = new ArrayList<>();
        sites.add(STEM);
        for (int s = 0; s < routes.stages(); s++) {
            for (int p = 0; p < routes.depth(genome, s); p++) {
                sites.add(block(s, p));
            }
        }
        if (sites.size()
                < space.unitGraph().walk(genome, new int[space.unitGraph().maxLength()])) {
            sites.add(HEAD);
        }
        return sites;
    }

    /** The units that may stand at each site, of all architectures of the space; those without layers too. */
    public static Map<String, Set<Unit>> units(SearchSpace space) {
        UnitGraph graph = space.unitGraph();
        Map<String, Set<Unit>> units = new LinkedHashMap<>();
        Set<Node> nodes = new LinkedHashSet<>();
        for (Start start : graph.starts()) {
            add(units, STEM, graph, start.unit());
            nodes.add(start.next());
        }
        for (int s = 0; s < graph.routes().stages(); s++) {
            int depth = graph.routes().stage(s).maxDepth();
            Set<Node> next = new LinkedHashSet<>();
            for (Node node : nodes) {
                for (Step step : node.steps()) {
                    add(units, block(s, 0), graph, step.first());
                    for (int p = 1; p < depth; p++) {
                        add(units, block(s, p), graph, step.rest());
                    }
                    next.add(step.next());
                }
            }
            nodes = next;
        }
        nodes.forEach(n -> add(units, HEAD, graph, n.heads()));
        return units;
    }

    private static void add(Map<String, Set<Unit>> units, String site, UnitGraph graph, int... indices) {
        IntConsumer add = i -> units.computeIfAbsent(site, _ -> new LinkedHashSet<>())
                .add(graph.units().get(i));
        java.util.Arrays.stream(indices).forEach(add);
    }

    private static String block(int stage, int position) {
        return "stage" + (stage + 1) + ".block" + (position + 1);
    }
}
