package dev.sartor.supernet;

import dev.sartor.arch.Task;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.executor.Targets;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.plan.BatchNormRecalibration;
import dev.sartor.executor.plan.Inference;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Networks of one resolution as a prefix tree of segments (stem, blocks, head). Segments that networks have in common, from the first
 * one on, are computed, and their batch norms calibrated, once for all of them. Networks are divided only where they differ, since each
 * division copies activations. Images go through the whole tree in chunks (some images at a time), so that only the activations of
 * one path are in memory.
 */
final class SegmentTree {
    private final List<Candidate> candidates;
    private final ImageChunks calibration;

    /** For each network, its weights by parameter name. */
    private final List<Map<String, float[]>> weights = new ArrayList<>();

    private final List<Node> roots;

    /**
     * Consecutive segments that a group of networks has in common.
     *
     * @param children   the nodes of the segments that follow
     * @param endingHere indices of the networks whose last segments these are
     */
    private record Node(
            Network network,
            Weights weights,
            BatchNormRecalibration recalibration,
            List<Node> children,
            List<Integer> endingHere) {}

    /**
     * One of the networks.
     *
     * @param segments the segments that have layers
     * @param keys     for each segment a text that is equal for segments of the same position, block and input
     */
    private record Candidate(Network network, Weights weights, List<Segment> segments, List<String> keys) {

        boolean endsBefore(int segment) {
            return segment >= segments.size();
        }
    }

    /**
     * @param positions   for each network, the names of its segments' positions, such as {@code stage2.block1}
     * @param calibration images for the running statistics of batch norm
     */
    SegmentTree(
            List<SubNetwork> networks, List<List<String>> positions, List<Weights> weights, ImageChunks calibration) {
        this.calibration = calibration;
        candidates = IntStream.range(0, networks.size())
                .mapToObj(i -> candidate(networks.get(i).network(), positions.get(i), weights.get(i)))
                .toList();
        candidates.forEach(_ -> this.weights.add(new LinkedHashMap<>()));
        int firstSegment = 0;
        roots = nodes(IntStream.range(0, candidates.size()).boxed().toList(), firstSegment);
    }

    private static Candidate candidate(Network network, List<String> positions, Weights weights) {
        List<Integer> kept = IntStream.range(0, positions.size())
                .boxed()
                .filter(s -> !network.segments().get(s).isEmpty())
                .toList();
        return new Candidate(
                network,
                weights,
                kept.stream().map(network.segments()::get).toList(),
                kept.stream()
                        .map(s -> positions.get(s) + " "
                                + network.segments().get(s).key())
                        .toList());
    }

    /** The nodes from segment {@code from} on of candidates that have all earlier segments in common. */
    private List<Node> nodes(List<Integer> group, int from) {
        Map<String, List<Integer>> branches = new LinkedHashMap<>();
        group.forEach(c -> branches.computeIfAbsent(candidates.get(c).keys().get(from), _ -> new ArrayList<>())
                .add(c));
        return branches.values().stream().map(branch -> node(branch, from)).toList();
    }

    /** The node that begins with segment {@code from}, for candidates that have this and all earlier segments in common. */
    private Node node(List<Integer> group, int from) {
        Candidate first = candidates.get(group.getFirst());
        int to = from + 1;
        while (haveSegmentInCommon(group, first, to)) {
            to++;
        }
        Network network = first.network().extract(first.segments().subList(from, to));
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            tensors.put(p.name(), first.weights().tensor(p));
        }
        group.forEach(c -> weights.get(c).putAll(tensors));
        int end = to;
        List<Integer> remaining =
                group.stream().filter(c -> !candidates.get(c).endsBefore(end)).toList();
        Weights shared = new Weights(tensors);
        return new Node(
                network,
                shared,
                new BatchNormRecalibration(network, shared, calibration.count()),
                remaining.isEmpty() ? List.of() : nodes(remaining, to),
                group.stream().filter(c -> candidates.get(c).endsBefore(end)).toList());
    }

    private boolean haveSegmentInCommon(List<Integer> group, Candidate first, int segment) {
        return !first.endsBefore(segment)
                && group.stream()
                        .map(candidates::get)
                        .allMatch(c -> !c.endsBefore(segment)
                                && c.keys().get(segment).equals(first.keys().get(segment)));
    }

    /** Recalibrates the running statistics of batch norm in all networks. */
    void calibrate(WorkerPool workers) throws InterruptedException {
        workers.forEach(
                calibration.count(),
                (executor, chunk) ->
                        calibrate(executor, roots, chunk, calibration.at(chunk).nchw()));
        finishCalibration(roots);
    }

    /** Adds a chunk's statistics to the nodes. */
    private static void calibrate(Executor executor, List<Node> nodes, int chunk, float[] nchw) {
        for (Node node : nodes) {
            if (node.recalibration().isNeeded() || !node.children().isEmpty()) {
                calibrate(executor, node.children(), chunk, node.recalibration().addBatch(executor, chunk, nchw));
            }
        }
    }

    private static void finishCalibration(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.recalibration().isNeeded()) {
                node.recalibration().finish();
            }
            finishCalibration(node.children());
        }
    }

    /** The weights of each network, calibrated. */
    List<Weights> weights() {
        return weights.stream().map(Weights::new).toList();
    }

    /** Loss and accuracy of each network on some images. */
    List<ClassificationMetrics> scores(WorkerPool workers, ImageChunks images, Task task) throws InterruptedException {
        var sums = new ChunkSums(task, images.count(), candidates.size());
        workers.forEach(images.count(), (executor, c) -> {
            ImageChunks.LabelledBatch chunk = images.at(c);
            evaluate(executor, roots, chunk.nchw(), chunk.labels(), c, sums);
        });
        return sums.scores(images.images());
    }

    private static void evaluate(
            Executor executor, List<Node> nodes, float[] nchw, int[] labels, int chunk, ChunkSums sums) {
        for (Node node : nodes) {
            float[] output = Inference.logits(executor, node.network(), node.weights(), nchw, labels.length);
            node.endingHere().forEach(candidate -> sums.add(chunk, candidate, output, labels));
            evaluate(executor, node.children(), output, labels, chunk, sums);
        }
    }

    /**
     * Loss and correct answers by chunk and network; summed in the order of chunks, so that the result does not depend on the
     * number of threads.
     */
    private static final class ChunkSums {
        private final Task task;
        /** [chunk][network] */
        private final double[][] loss;

        private final long[][] correct;

        ChunkSums(Task task, int chunks, int candidates) {
            this.task = task;
            loss = new double[chunks][candidates];
            correct = new long[chunks][candidates];
        }

        void add(int chunk, int candidate, float[] logits, int[] labels) {
            var targets = Targets.of(task, labels.length);
            targets.setLabels(labels, labels.length);
            Loss chunkLoss = Loss.of(task);
            chunkLoss.compute(logits, targets, labels.length, new float[logits.length]);
            loss[chunk][candidate] = chunkLoss.sum();
            correct[chunk][candidate] = chunkLoss.correct();
        }

        List<ClassificationMetrics> scores(int images) {
            List<ClassificationMetrics> scores = new ArrayList<>();
            for (int c = 0; c < loss[0].length; c++) {
                double sum = 0;
                long correctImages = 0;
                for (int chunk = 0; chunk < loss.length; chunk++) {
                    sum += loss[chunk][c];
                    correctImages += correct[chunk][c];
                }
                scores.add(new ClassificationMetrics(sum / images, (double) correctImages / images));
            }
            return scores;
        }
    }
}
