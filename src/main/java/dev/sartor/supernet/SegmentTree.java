package dev.sartor.supernet;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Executor;
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
 * Networks of one resolution as a tree: what networks begin with in common is calibrated and computed once for all of them. They
 * are cut only where they part, since handing values over from part to part costs time. Images go through the whole tree by
 * chunks, so that no more than the values of one path are kept.
 */
final class SegmentTree {
    private final List<Candidate> candidates;
    private final ImageChunks calibration;
    private final List<Map<String, float[]>> weights = new ArrayList<>();
    private final List<Node> roots;

    /**
     * Segments that some networks have in common, with all segments before them.
     *
     * @param ending the networks of which it is the last part
     */
    private record Node(
            Network network,
            Weights weights,
            BatchNormRecalibration recalibration,
            List<Node> next,
            List<Integer> ending) {}

    /**
     * A network that weights were cut out for.
     *
     * @param segments that have layers
     * @param keys     of the segments: where each stands, what it is, what it reads
     */
    private record Candidate(Network network, Weights weights, List<Segment> segments, List<String> keys) {

        boolean endsBefore(int segment) {
            return segment >= segments.size();
        }
    }

    /** @param calibration what running moments are made from */
    SegmentTree(List<SubNetwork> networks, List<List<String>> sites, List<Weights> weights, ImageChunks calibration) {
        this.calibration = calibration;
        candidates = IntStream.range(0, networks.size())
                .mapToObj(i -> candidate(networks.get(i).network(), sites.get(i), weights.get(i)))
                .toList();
        candidates.forEach(_ -> this.weights.add(new LinkedHashMap<>()));
        roots = nodes(IntStream.range(0, candidates.size()).boxed().toList(), 0);
    }

    private static Candidate candidate(Network network, List<String> sites, Weights weights) {
        List<Integer> kept = IntStream.range(0, sites.size())
                .boxed()
                .filter(s -> !network.segments().get(s).isEmpty())
                .toList();
        return new Candidate(
                network,
                weights,
                kept.stream().map(network.segments()::get).toList(),
                kept.stream()
                        .map(s -> sites.get(s) + " " + network.segments().get(s).key())
                        .toList());
    }

    /** What candidates that have all before segment {@code from} in common go on with. */
    private List<Node> nodes(List<Integer> together, int from) {
        Map<String, List<Integer>> parted = new LinkedHashMap<>();
        together.forEach(c -> parted.computeIfAbsent(candidates.get(c).keys().get(from), _ -> new ArrayList<>())
                .add(c));
        return parted.values().stream().map(same -> node(same, from)).toList();
    }

    private Node node(List<Integer> same, int from) {
        Candidate first = candidates.get(same.getFirst());
        int to = from + 1;
        while (agree(same, first, to)) {
            to++;
        }
        Network network = first.network().cut(first.segments().subList(from, to));
        Map<String, float[]> own = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            own.put(p.name(), first.weights().of(p));
        }
        same.forEach(c -> weights.get(c).putAll(own));
        int end = to;
        List<Integer> rest =
                same.stream().filter(c -> !candidates.get(c).endsBefore(end)).toList();
        Weights shared = new Weights(own);
        return new Node(
                network,
                shared,
                new BatchNormRecalibration(network, shared, calibration.count()),
                rest.isEmpty() ? List.of() : nodes(rest, to),
                same.stream().filter(c -> candidates.get(c).endsBefore(end)).toList());
    }

    private boolean agree(List<Integer> same, Candidate first, int segment) {
        return !first.endsBefore(segment)
                && same.stream()
                        .map(candidates::get)
                        .allMatch(c -> !c.endsBefore(segment)
                                && c.keys().get(segment).equals(first.keys().get(segment)));
    }

    /** Gives all networks running moments of their own. */
    void calibrate(WorkerPool crew) throws InterruptedException {
        crew.forEach(
                calibration.count(),
                (executor, chunk) ->
                        calibrate(executor, roots, chunk, calibration.at(chunk).nchw()));
        finish(roots);
    }

    private static void calibrate(Executor executor, List<Node> nodes, int batch, float[] nchw) {
        for (Node node : nodes) {
            if (node.recalibration().needed() || !node.next().isEmpty()) {
                calibrate(executor, node.next(), batch, node.recalibration().addBatch(executor, batch, nchw));
            }
        }
    }

    private static void finish(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.recalibration().needed()) {
                node.recalibration().finish();
            }
            finish(node.next());
        }
    }

    /** The weights of each network, calibrated. */
    List<Weights> weights() {
        return weights.stream().map(Weights::new).toList();
    }

    /** How each network does on some images. */
    List<ClassificationMetrics> scores(WorkerPool crew, ImageChunks images) throws InterruptedException {
        var tally = new Tally(images.count(), candidates.size());
        crew.forEach(images.count(), (executor, c) -> {
            ImageChunks.Filled chunk = images.at(c);
            judge(executor, roots, chunk.nchw(), chunk.labels(), c, tally);
        });
        return tally.scores(images.images());
    }

    private static void judge(Executor executor, List<Node> nodes, float[] nchw, int[] labels, int batch, Tally tally) {
        for (Node node : nodes) {
            float[] output = Inference.logits(executor, node.network(), node.weights(), nchw, labels.length);
            node.ending().forEach(candidate -> tally.add(batch, candidate, output, labels));
            judge(executor, node.next(), output, labels, batch, tally);
        }
    }

    /** How networks did on each chunk; added up in order, whoever was first. */
    private static final class Tally {
        private final double[][] loss;
        private final long[][] correct;

        Tally(int chunks, int candidates) {
            loss = new double[chunks][candidates];
            correct = new long[chunks][candidates];
        }

        void add(int chunk, int candidate, float[] logits, int[] labels) {
            var targets = new Targets(logits.length / labels.length, labels.length);
            targets.setLabels(labels, labels.length, 0);
            var judged = new CrossEntropyLoss();
            judged.compute(logits, targets, labels.length, new float[logits.length]);
            loss[chunk][candidate] = judged.sum();
            correct[chunk][candidate] = judged.correct();
        }

        List<ClassificationMetrics> scores(int images) {
            List<ClassificationMetrics> scores = new ArrayList<>();
            for (int c = 0; c < loss[0].length; c++) {
                double sum = 0;
                long right = 0;
                for (int chunk = 0; chunk < loss.length; chunk++) {
                    sum += loss[chunk][c];
                    right += correct[chunk][c];
                }
                scores.add(new ClassificationMetrics(sum / images, (double) right / images));
            }
            return scores;
        }
    }
}
