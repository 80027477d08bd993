package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Evaluation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Recalibration;
import dev.sartor.executor.Score;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.space.Genome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges networks of a space with shared weights: running moments are made anew on some training images, then the network
 * is judged on others. What all networks of a resolution are judged on is prepared once. Safe for several threads, each with
 * an executor of its own.
 */
public final class CandidateJudge {
    private static final int BATCH = 256;
    /** Training images that running moments are made from. */
    private static final int CALIBRATION_IMAGES = 2048;

    private final SharedWeights shared;
    private final Dataset dataset;
    private final Images judging;
    private final Images calibrating;
    private final Map<Shape, Material> materials = new ConcurrentHashMap<>();

    /** What networks of one resolution are calibrated and judged on. */
    private record Material(List<float[]> calibration, Images judging) {
    }

    /**
     * @param dataset at the greatest resolution of the space
     * @param judging images of the same shape
     */
    public CandidateJudge(SharedWeights shared, Dataset dataset, Images judging) {
        this.shared = shared;
        this.dataset = dataset;
        this.judging = judging;
        calibrating = dataset.train().stratified(CALIBRATION_IMAGES, 0);
    }

    /** How a network does with the shared weights. */
    public Score score(Executor executor, Genome genome) {
        Network network = shared.sub(genome).network();
        Material material = materials.computeIfAbsent(network.input(), this::material);
        return Evaluation.score(executor, network, calibrated(executor, genome), material.judging(), dataset.normalisation());
    }

    /** The weights of a network, its running moments made anew: what can be trained further, exported or run. */
    public Weights calibrated(Executor executor, Genome genome) {
        SubNetwork sub = shared.sub(genome);
        Weights weights = shared.read(sub);
        Recalibration.run(executor, sub.network(), weights, materials.computeIfAbsent(sub.network().input(), this::material).calibration());
        return weights;
    }

    private Material material(Shape shape) {
        return new Material(batches(calibrating.to(shape)), judging.to(shape));
    }

    private List<float[]> batches(Images images) {
        var batches = Batches.inOrder(images, dataset.normalisation(), BATCH);
        List<float[]> filled = new ArrayList<>();
        for (int b = 0; b < batches.count(); b++) {
            float[] nchw = new float[batches.size(b) * images.imageBytes()];
            batches.fill(b, nchw, new int[batches.size(b)]);
            filled.add(nchw);
        }
        return filled;
    }
}
