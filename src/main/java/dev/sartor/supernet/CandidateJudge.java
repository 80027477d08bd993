package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Evaluation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Optimiser;
import dev.sartor.executor.Recalibration;
import dev.sartor.executor.Recipe;
import dev.sartor.executor.Regularisation;
import dev.sartor.executor.Schedule;
import dev.sartor.executor.Score;
import dev.sartor.executor.Trainer;
import dev.sartor.executor.TrainingListener;
import dev.sartor.executor.Variation;
import dev.sartor.network.Weights;
import dev.sartor.space.Genome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges networks of a space with shared weights: each is cut out, adapted for a few steps if wanted, given running moments of
 * its own on some training images, and judged on others. What all networks of a resolution need for that is prepared once.
 * Safe for several threads, each with an executor of its own; an answer depends on the genome alone.
 */
public final class CandidateJudge {
    private static final int CALIBRATION_BATCH = 256;
    /** Training images that running moments are made from. */
    private static final int CALIBRATION_IMAGES = 2048;
    private static final int TUNING_BATCH = 32;
    private static final Schedule TUNING = new Schedule(0.05, 0.1);
    /** Of the choice and order of images; the same for all, so that networks are compared on equal terms. */
    private static final long SEED = 1;

    private final SharedWeights shared;
    private final Dataset dataset;
    private final Images judging;
    private final int tuned;
    private final Map<Shape, Material> materials = new ConcurrentHashMap<>();

    /** What networks of one resolution are adapted, calibrated and judged on. */
    private record Material(Dataset tuning, List<float[]> calibration, Images judging) {
    }

    /**
     * @param dataset at the greatest resolution of the space
     * @param judging images of the same shape
     * @param tuned   steps of training that a network has to itself before it is judged, 0 for none
     */
    public CandidateJudge(SharedWeights shared, Dataset dataset, Images judging, int tuned) {
        this.shared = shared;
        this.dataset = dataset;
        this.judging = judging;
        this.tuned = tuned;
    }

    /**
     * How a network does.
     *
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     */
    public Score score(Executor executor, Genome genome) {
        SubNetwork sub = shared.sub(genome);
        Material material = material(sub);
        return Evaluation.score(executor, sub.network(), weights(executor, sub, material), material.judging(),
                dataset.normalisation());
    }

    /** The weights that a network is judged with: what can be trained further, exported or run. */
    public Weights weights(Executor executor, Genome genome) {
        SubNetwork sub = shared.sub(genome);
        return weights(executor, sub, material(sub));
    }

    private Weights weights(Executor executor, SubNetwork sub, Material material) {
        Weights weights = shared.read(sub);
        if (tuned > 0) {
            var recipe = new Recipe(1, TUNING_BATCH, TUNING, new Optimiser.Sgd(0.9, 1e-4), Regularisation.NONE, Variation.NONE);
            weights = Trainer.train(executor, sub.network(), weights, material.tuning(), recipe, SEED, TrainingListener.SILENT)
                    .weights();
        }
        Recalibration.run(executor, sub.network(), weights, material.calibration());
        return weights;
    }

    private Material material(SubNetwork sub) {
        return materials.computeIfAbsent(sub.network().input(), this::material);
    }

    private Material material(Shape shape) {
        Images none = dataset.train().slice(0, 0).to(shape);
        Images tuning = dataset.train().stratified(tuned * TUNING_BATCH, SEED).to(shape);
        return new Material(new Dataset(dataset.name(), dataset.classes(), tuning, none, none, dataset.normalisation(),
                dataset.mirrors(), dataset.hash()), batches(dataset.train().stratified(CALIBRATION_IMAGES, SEED).to(shape)),
                judging.to(shape));
    }

    private List<float[]> batches(Images images) {
        var batches = Batches.inOrder(images, dataset.normalisation(), CALIBRATION_BATCH);
        List<float[]> filled = new ArrayList<>();
        for (int b = 0; b < batches.count(); b++) {
            float[] nchw = new float[batches.size(b) * images.imageBytes()];
            batches.fill(b, nchw, new int[batches.size(b)]);
            filled.add(nchw);
        }
        return filled;
    }
}
