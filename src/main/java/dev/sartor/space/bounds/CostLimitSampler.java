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
 * Samples networks that meet limits, even if such networks are rare. Choices are made from the stem to the head, each among the
 * alternatives with which every limit can still be met, given the exact minimum cost of the rest of the network. With one limit
 * it always finds a network. With several limits, each may be possible but not all of them together; then the result is empty.
 * The distribution over networks is not uniform: all possible alternatives of a choice are equally likely, regardless of how
 * many networks they lead to.
 */
public final class CostLimitSampler {
    private final SearchSpace space;
    private final GenomePaths paths;
    private final List<Start> starts;
    private final CostLimit[] limits;
    /** [limit][unit]. */
    private final double[][] costs;
    /** For each node (input shape of a stage), the minimum cost from there to the end, by limit. */
    private final Map<Node, double[]> minima = new HashMap<>();

    public CostLimitSampler(SearchSpace space, List<CostLimit> limits) {
        this.space = space;
        this.limits = limits.toArray(CostLimit[]::new);
        paths = space.unitGraph().paths();
        starts = space.unitGraph().starts();
        List<Unit> units = space.unitGraph().units();
        costs = limits.stream()
                .map(c -> units.stream().mapToDouble(c.cost()).toArray())
                .toArray(double[][]::new);
        starts.forEach(s -> computeMinimum(s.next(), 0));
    }

    /** A random canonical genome whose network meets all limits; empty if the choices made so far leave no such network. */
    public Optional<Genome> draw(RandomGenerator random) {
        double[] zeros = new double[limits.length];
        int start = pick(
                starts.size(),
                s -> isFeasible(
                        plus(zeros, starts.get(s).unit()), minimum(starts.get(s).next())),
                random);
        if (start < 0) {
            return Optional.empty();
        }
        // by limit: the cost of the units chosen so far
        double[] spent = plus(zeros, starts.get(start).unit());
        Genome genome = paths.genomeOfStart(start);
        Node node = starts.get(start).next();
        for (int stage = 0; stage < paths.stageCount(); stage++) {
            var draw = new StageDraw(node, stage, spent, random);
            if (draw.step == null) {
                return Optional.empty();
            }
            genome = paths.withStage(genome, stage, draw.stepIndex, draw.depthIndex, p -> draw.blocks[p]);
            spent = draw.spent;
            node = draw.step.next();
        }
        double[] before = spent;
        int[] heads = node.heads();
        int head = heads.length == 0 ? 0 : pick(heads.length, h -> isFeasible(plus(before, heads[h]), zeros), random);
        return head < 0 ? Optional.empty() : Optional.of(space.canonical(paths.withHead(genome, head)));
    }

    /** The random choices of one stage: step, depth and blocks; {@code step} is null if none is possible. */
    private final class StageDraw {
        private final int[] depths;
        private int stepIndex;
        private int depthIndex;
        private Step step;
        private int[] blocks;
        private double[] spent;

        StageDraw(Node node, int stage, double[] before, RandomGenerator random) {
            depths = paths.stage(stage).depths().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            // a choice encodes a step and a depth
            int choice = pick(
                    node.steps().size() * depths.length,
                    c -> {
                        Step s = node.steps().get(c / depths.length);
                        return isFeasible(before, minimumFrom(s, 0, depths[c % depths.length]));
                    },
                    random);
            if (choice >= 0) {
                stepIndex = choice / depths.length;
                depthIndex = choice % depths.length;
                step = node.steps().get(stepIndex);
                drawBlocks(before, random);
            }
        }

        private void drawBlocks(double[] before, RandomGenerator random) {
            int depth = depths[depthIndex];
            blocks = new int[depth];
            spent = before;
            for (int p = 0; p < depth && step != null; p++) {
                int[] units = p == 0 ? step.firstBlock() : step.laterBlocks();
                double[] toGo = minimumFrom(step, p + 1, depth);
                double[] spentSoFar = spent;
                int block = pick(units.length, b -> isFeasible(plus(spentSoFar, units[b]), toGo), random);
                if (block < 0) {
                    step = null;
                } else {
                    blocks[p] = block;
                    spent = plus(spent, units[block]);
                }
            }
        }
    }

    /** By limit: the minimum cost of the blocks of a stage from a position on, and of everything after the stage. */
    private double[] minimumFrom(Step step, int from, int depth) {
        double[] sum = minimum(step.next()).clone();
        for (int c = 0; c < sum.length; c++) {
            for (int p = from; p < depth; p++) {
                sum[c] = limits[c]
                        .aggregation()
                        .combine(sum[c], cheapest(c, p == 0 ? step.firstBlock() : step.laterBlocks()));
            }
        }
        return sum;
    }

    /** The minimum cost of one of the units. */
    private double cheapest(int limit, int[] units) {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int u : units) {
            cheapest = Math.min(cheapest, costs[limit][u]);
        }
        return cheapest;
    }

    private double[] minimum(Node node) {
        return minima.get(node);
    }

    private double[] computeMinimum(Node node, int stage) {
        double[] known = minima.get(node);
        if (known != null) {
            return known;
        }
        double[] found = new double[limits.length];
        if (node.steps().isEmpty()) {
            for (int c = 0; c < found.length && node.heads().length > 0; c++) {
                found[c] = cheapest(c, node.heads());
            }
        } else {
            node.steps().forEach(s -> computeMinimum(s.next(), stage + 1));
            int shortest = paths.stage(stage).depths().stream()
                    .mapToInt(Integer::intValue)
                    .min()
                    .orElseThrow();
            List<double[]> ofSteps =
                    node.steps().stream().map(s -> minimumFrom(s, 0, shortest)).toList();
            for (int c = 0; c < found.length; c++) {
                int limit = c;
                found[c] = ofSteps.stream()
                        .mapToDouble(minimum -> minimum[limit])
                        .min()
                        .orElseThrow();
            }
        }
        minima.put(node, found);
        return found;
    }

    /** Costs by limit, with one more unit. */
    private double[] plus(double[] before, int unit) {
        double[] sum = before.clone();
        for (int c = 0; c < sum.length; c++) {
            sum[c] = limits[c].aggregation().combine(sum[c], costs[c][unit]);
        }
        return sum;
    }

    private boolean isFeasible(double[] spent, double[] toGo) {
        for (int c = 0; c < spent.length; c++) {
            double minimum = limits[c].aggregation().combine(spent[c], toGo[c]);
            if (minimum > limits[c].maximum()) {
                return false;
            }
        }
        return true;
    }

    /** A random index below {@code count} that is possible, from the uniform distribution; -1 if none is possible. */
    private static int pick(int count, IntPredicate possible, RandomGenerator random) {
        int[] candidates = IntStream.range(0, count).filter(possible).toArray();
        return candidates.length == 0 ? -1 : candidates[random.nextInt(candidates.length)];
    }
}
