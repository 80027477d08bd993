package dev.sartor.space.bounds;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.genome.GenomePaths;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitGraph.Node;
import dev.sartor.space.unit.UnitGraph.Start;
import dev.sartor.space.unit.UnitGraph.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws networks that hold ceilings, however rare they are: choice by choice from the stem to the head, each time among
 * those from which every ceiling can still be held, by the exact least that the rest can cost. A single ceiling is always
 * held; several may be held each and not together, and then a draw ends without a network. Not uniform: a choice is drawn
 * evenly among the possible ones, however many networks stand behind each.
 */
public final class CostLimitSampler {
    private final SearchSpace space;
    private final GenomePaths routes;
    private final List<Start> starts;
    private final CostLimit[] ceilings;
    private final double[][] costs;
    private final Map<Node, double[]> least = new HashMap<>();

    public CostLimitSampler(SearchSpace space, List<CostLimit> ceilings) {
        this.space = space;
        this.ceilings = ceilings.toArray(CostLimit[]::new);
        routes = space.unitGraph().routes();
        starts = space.unitGraph().starts();
        List<Unit> units = space.unitGraph().units();
        costs = ceilings.stream()
                .map(c -> units.stream().mapToDouble(c.cost()).toArray())
                .toArray(double[][]::new);
        starts.forEach(s -> learn(s.next(), 0));
    }

    /** A canonical genome whose network holds every ceiling; or empty where the choices made left none. */
    public Optional<Genome> draw(RandomGenerator random) {
        double[] none = new double[ceilings.length];
        int start = pick(
                starts.size(),
                s -> holds(plus(none, starts.get(s).unit()), least(starts.get(s).next())),
                random);
        if (start < 0) {
            return Optional.empty();
        }
        double[] spent = plus(none, starts.get(start).unit());
        Genome genome = routes.ofStart(start);
        Node node = starts.get(start).next();
        for (int stage = 0; stage < routes.stages(); stage++) {
            var way = new StageDraw(node, stage, spent, random);
            if (way.step == null) {
                return Optional.empty();
            }
            genome = routes.withStage(genome, stage, way.stepIndex, way.depthIndex, p -> way.blocks[p]);
            spent = way.spent;
            node = way.step.next();
        }
        double[] before = spent;
        int[] heads = node.heads();
        int head = heads.length == 0 ? 0 : pick(heads.length, h -> holds(plus(before, heads[h]), none), random);
        return head < 0 ? Optional.empty() : Optional.of(space.canonical(routes.withHead(genome, head)));
    }

    /** The way through one stage: its step, depth and blocks; no step where none is left. */
    private final class StageDraw {
        private final int[] depths;
        private int stepIndex;
        private int depthIndex;
        private Step step;
        private int[] blocks;
        private double[] spent;

        StageDraw(Node node, int stage, double[] before, RandomGenerator random) {
            depths = routes.stage(stage).depths().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            int way = pick(
                    node.steps().size() * depths.length,
                    w -> {
                        Step s = node.steps().get(w / depths.length);
                        return holds(before, rest(s, 0, depths[w % depths.length]));
                    },
                    random);
            if (way >= 0) {
                stepIndex = way / depths.length;
                depthIndex = way % depths.length;
                step = node.steps().get(stepIndex);
                drawBlocks(before, random);
            }
        }

        private void drawBlocks(double[] before, RandomGenerator random) {
            int depth = depths[depthIndex];
            blocks = new int[depth];
            spent = before;
            for (int p = 0; p < depth && step != null; p++) {
                int[] units = p == 0 ? step.first() : step.rest();
                double[] rest = rest(step, p + 1, depth);
                double[] so = spent;
                int block = pick(units.length, b -> holds(plus(so, units[b]), rest), random);
                if (block < 0) {
                    step = null;
                } else {
                    blocks[p] = block;
                    spent = plus(spent, units[block]);
                }
            }
        }
    }

    /** The least that the blocks of a step from a position on, and all behind it, can cost. */
    private double[] rest(Step step, int from, int depth) {
        double[] sum = least(step.next()).clone();
        for (int c = 0; c < sum.length; c++) {
            for (int p = from; p < depth; p++) {
                sum[c] = ceilings[c].total().join(sum[c], cheapest(c, p == 0 ? step.first() : step.rest()));
            }
        }
        return sum;
    }

    private double cheapest(int ceiling, int[] units) {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int u : units) {
            cheapest = Math.min(cheapest, costs[ceiling][u]);
        }
        return cheapest;
    }

    private double[] least(Node node) {
        return least.get(node);
    }

    private double[] learn(Node node, int stage) {
        double[] known = least.get(node);
        if (known != null) {
            return known;
        }
        double[] found = new double[ceilings.length];
        if (node.steps().isEmpty()) {
            for (int c = 0; c < found.length && node.heads().length > 0; c++) {
                found[c] = cheapest(c, node.heads());
            }
        } else {
            node.steps().forEach(s -> learn(s.next(), stage + 1));
            int shortest = routes.stage(stage).depths().stream()
                    .mapToInt(Integer::intValue)
                    .min()
                    .orElseThrow();
            List<double[]> ways =
                    node.steps().stream().map(s -> rest(s, 0, shortest)).toList();
            for (int c = 0; c < found.length; c++) {
                int ceiling = c;
                found[c] = ways.stream().mapToDouble(w -> w[ceiling]).min().orElseThrow();
            }
        }
        least.put(node, found);
        return found;
    }

    private double[] plus(double[] before, int unit) {
        double[] sum = before.clone();
        for (int c = 0; c < sum.length; c++) {
            sum[c] = ceilings[c].total().join(sum[c], costs[c][unit]);
        }
        return sum;
    }

    private boolean holds(double[] spent, double[] rest) {
        for (int c = 0; c < spent.length; c++) {
            double least = ceilings[c].total().join(spent[c], rest[c]);
            if (least > ceilings[c].most()) {
                return false;
            }
        }
        return true;
    }

    /** One of the possible indices below {@code count}, each as likely; -1 where none is possible. */
    private static int pick(int count, IntPredicate possible, RandomGenerator random) {
        int[] left = IntStream.range(0, count).filter(possible).toArray();
        return left.length == 0 ? -1 : left[random.nextInt(left.length)];
    }
}
