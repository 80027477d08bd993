package dev.sartor.space;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitGraph;
import dev.sartor.space.unit.UnitGraph.Node;
import dev.sartor.space.unit.UnitGraph.Start;
import dev.sartor.space.unit.UnitGraph.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The positions of {@link Segment}s (stem, blocks, head) in the networks of a space: {@code stem}, {@code stage2.block1},
 * {@code head}, with stages and blocks numbered from 1. Segments of different networks at the same position can share weights.
 */
public final class SegmentPositions {
    private static final String STEM = "stem";
    private static final String HEAD = "head";

    private SegmentPositions() {}

    /** The positions of the segments of a genome's network, in the order of {@link Network#segments}. */
    public static List<String> positions(SearchSpace space, Genome genome) {
        GenomePaths paths = space.unitGraph().paths();
        List<String> positions = new ArrayList<>();
        positions.add(STEM);
        for (int s = 0; s < paths.stageCount(); s++) {
            for (int p = 0; p < paths.depth(genome, s); p++) {
                positions.add(block(s, p));
            }
        }
        boolean hasHead = positions.size() < space.unitGraph().unitCount(genome);
        if (hasHead) {
            positions.add(HEAD);
        }
        return positions;
    }

    /**
     * For each position, all units that an architecture of the space can have there, including skipped blocks, which have no
     * layers.
     */
    public static Map<String, Set<Unit>> unitsByPosition(SearchSpace space) {
        UnitGraph graph = space.unitGraph();
        Map<String, Set<Unit>> units = new LinkedHashMap<>();
        // all input shapes that the current stage can have
        Set<Node> nodes = new LinkedHashSet<>();
        for (Start start : graph.starts()) {
            add(units, STEM, graph, start.unit());
            nodes.add(start.next());
        }
        for (int s = 0; s < graph.paths().stageCount(); s++) {
            int depth = graph.paths().stage(s).maxDepth();
            Set<Node> next = new LinkedHashSet<>();
            for (Node node : nodes) {
                for (Step step : node.steps()) {
                    add(units, block(s, 0), graph, step.firstBlock());
                    for (int p = 1; p < depth; p++) {
                        add(units, block(s, p), graph, step.laterBlocks());
                    }
                    next.add(step.next());
                }
            }
            nodes = next;
        }
        nodes.forEach(n -> add(units, HEAD, graph, n.heads()));
        return units;
    }

    private static void add(Map<String, Set<Unit>> units, String position, UnitGraph graph, int... unitIndices) {
        IntConsumer add = i -> units.computeIfAbsent(position, _ -> new LinkedHashSet<>())
                .add(graph.units().get(i));
        Arrays.stream(unitIndices).forEach(add);
    }

    private static String block(int stage, int position) {
        return "stage" + (stage + 1) + ".block" + (position + 1);
    }
}
