package dev.sartor.supernet;

import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Crew;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Inference;
import dev.sartor.executor.Recalibration;
import dev.sartor.executor.Score;
import dev.sartor.executor.SoftmaxLoss;
import dev.sartor.executor.Targets;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Networks of one resolution as a tree of their segments: what networks begin with in common is calibrated and computed once
 * for all of them. Every network is computed segment by segment, also when it is alone, so that an answer is the same bits
 * whoever shares it. Images go through the whole tree by chunks, so that no more than the values of one path are kept.
 */
final class SegmentTree {
    private final Map<String, Node> roots = new LinkedHashMap<>();
    private final List<List<Node>> paths = new ArrayList<>();
    private final List<float[]> calibration;

    /** A segment that some networks have in common, with all segments before it. */
    private record Node(Network network, Weights weights, Recalibration recalibration, Map<String, Node> next, List<Integer> ending) {
    }

    /**
     * A network that weights were cut out for.
     *
     * @param sites of its segments
     */
    record Candidate(Network network, List<String> sites, Weights weights) {

        /** What tells a segment from others at its place: where it stands, what it is, what it reads. */
        private String key(int segment) {
            return sites.get(segment) + " " + network.segments().get(segment).key();
        }
    }

    /** @param calibration batches that running moments are made from, normalised, NCHW */
    SegmentTree(List<Candidate> candidates, List<float[]> calibration) {
        this.calibration = calibration;
        candidates.forEach(this::add);
    }

    private void add(Candidate candidate) {
        List<Node> path = new ArrayList<>();
        Map<String, Node> at = roots;
        for (int s = 0; s < candidate.sites().size(); s++) {
            Segment segment = candidate.network().segments().get(s);
            if (!segment.isEmpty()) {
                path.add(at.computeIfAbsent(candidate.key(s), _ -> node(candidate, segment)));
                at = path.getLast().next();
            }
        }
        path.getLast().ending().add(paths.size());
        paths.add(path);
    }

    private Node node(Candidate candidate, Segment segment) {
        Network network = candidate.network().cut(segment);
        Map<String, float[]> own = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            own.put(p.name(), candidate.weights().of(p));
        }
        Weights weights = new Weights(own);
        return new Node(network, weights, new Recalibration(network, weights, calibration.size()), new LinkedHashMap<>(), new ArrayList<>());
    }

    /** Gives all networks running moments of their own. */
    void calibrate(Crew crew) throws InterruptedException {
        crew.each(calibration.size(), (executor, batch) -> calibrate(executor, roots.values(), batch, calibration.get(batch)));
        finish(roots.values());
    }

    private static void calibrate(Executor executor, Collection<Node> nodes, int batch, float[] nchw) {
        for (Node node : nodes) {
            if (node.recalibration().needed() || !node.next().isEmpty()) {
                calibrate(executor, node.next().values(), batch, node.recalibration().pass(executor, batch, nchw));
            }
        }
    }

    private static void finish(Collection<Node> nodes) {
        for (Node node : nodes) {
            if (node.recalibration().needed()) {
                node.recalibration().finish();
            }
            finish(node.next().values());
        }
    }

    /** The weights of each network, calibrated. */
    List<Weights> weights() {
        return paths.stream().map(path -> {
            Map<String, float[]> all = new LinkedHashMap<>();
            path.forEach(node -> all.putAll(node.weights().tensors()));
            return new Weights(all);
        }).toList();
    }

    /**
     * How each network does.
     *
     * @param chunk images that go through the tree at a time
     */
    List<Score> scores(Crew crew, Images images, Normalisation normalisation, int chunk) throws InterruptedException {
        var batches = Batches.inOrder(images, normalisation, chunk);
        var tally = new Tally(batches.count(), paths.size());
        crew.each(batches.count(), (executor, b) -> {
            float[] nchw = new float[batches.size(b) * images.imageBytes()];
            int[] labels = new int[batches.size(b)];
            batches.fill(b, nchw, labels);
            judge(executor, roots.values(), nchw, labels, b, tally);
        });
        return tally.scores(images.count());
    }

    private static void judge(Executor executor, Collection<Node> nodes, float[] nchw, int[] labels, int batch, Tally tally) {
        for (Node node : nodes) {
            float[] output = Inference.logits(executor, node.network(), node.weights(), nchw, labels.length);
            node.ending().forEach(candidate -> tally.add(batch, candidate, output, labels));
            judge(executor, node.next().values(), output, labels, batch, tally);
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
            var judged = new SoftmaxLoss();
            judged.judge(logits, targets, labels.length, new float[logits.length]);
            loss[chunk][candidate] = judged.sum();
            correct[chunk][candidate] = judged.correct();
        }

        List<Score> scores(int images) {
            List<Score> scores = new ArrayList<>();
            for (int c = 0; c < loss[0].length; c++) {
                double sum = 0;
                long right = 0;
                for (int chunk = 0; chunk < loss.length; chunk++) {
                    sum += loss[chunk][c];
                    right += correct[chunk][c];
                }
                scores.add(new Score(sum / images, (double) right / images));
            }
            return scores;
        }
    }
}
