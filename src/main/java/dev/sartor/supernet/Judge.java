package dev.sartor.supernet;

import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Evaluation;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Recalibration;
import dev.sartor.executor.Score;
import dev.sartor.network.Weights;
import dev.sartor.space.Genome;
import java.util.ArrayList;
import java.util.List;

/** Judges networks of a space by shared weights. */
public final class Judge {
    private static final int BATCH = 256;
    private final SharedWeights shared;
    private final Dataset dataset;
    private final List<float[]> calibration = new ArrayList<>();

    public Judge(SharedWeights shared, Dataset dataset, int calibrationBatches) {
        this.shared = shared;
        this.dataset = dataset;
        var batches = Batches.inOrder(dataset.train(), dataset.normalisation(), BATCH);
        for (int b = 0; b < calibrationBatches; b++) {
            float[] nchw = new float[(int) (BATCH * dataset.shape().size())];
            batches.fill(b, nchw, new int[BATCH]);
            calibration.add(nchw);
        }
    }

    public Score score(Executor executor, Genome genome, Images images) {
        SubNetwork sub = shared.sub(genome);
        Weights weights = shared.read(sub);
        Recalibration.run(executor, sub.network(), weights, calibration);
        return Evaluation.score(executor, sub.network(), weights, images, dataset.normalisation());
    }
}
