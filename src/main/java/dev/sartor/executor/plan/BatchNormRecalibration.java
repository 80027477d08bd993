package dev.sartor.executor.plan;

import dev.sartor.base.ArrayLength;
import dev.sartor.executor.Executor;
import dev.sartor.executor.node.BatchNormTransform;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recomputes the running statistics of batch norm on some images: the mean over batches, weighted by their number of images.
 * Weights that were trained in a larger network, such as those cut out of a supernet, need it before evaluation (arXiv
 * 1903.05134, section 3.1). Batches may be added by several threads at once, each with an executor of its own.
 */
public final class BatchNormRecalibration {
    /** Seed of dropout: the same for all batches, so that the statistics depend only on the images. */
    private static final long DROPOUT_SEED = 0;

    private final Network network;
    private final Weights weights;
    private final List<Parameter> moments;
    /** The statistics of each batch, in the order of {@link #moments}. */
    private final float[][][] batchMoments;
    /** The number of images of each batch. */
    private final int[] images;

    /**
     * @param weights the weights whose running statistics {@link #finish} replaces
     * @param batches the number of batches
     */
    public BatchNormRecalibration(Network network, Weights weights, int batches) {
        this.network = network;
        this.weights = weights;
        moments = network.parameters().stream().filter(p -> !p.isTrainable()).toList();
        batchMoments = new float[batches][][];
        images = new int[batches];
    }

    /** Whether the network has running statistics. */
    public boolean isNeeded() {
        return !moments.isEmpty();
    }

    /**
     * Runs a batch forward, normalised by its own statistics as in training.
     *
     * @param batch counted from 0
     * @param nchw  the input of the network; if it is a part of a network, the output of the part before
     * @return the network's output, NCHW
     */
    public float[] addBatch(Executor executor, int batch, float[] nchw) {
        int count = nchw.length / ArrayLength.of(network.input().size());
        images[batch] = count;
        // running statistics of 0 become MOMENTUM times those of the batch; finish() divides by it
        Map<String, float[]> batchWeights = new LinkedHashMap<>(weights.tensors());
        moments.forEach(p -> batchWeights.put(p.name(), new float[p.arraySize()]));
        try (Plan plan = Plan.batchStatistics(executor, network, count)) {
            plan.forward(new Weights(batchWeights), nchw, count, DROPOUT_SEED);
            batchMoments[batch] =
                    moments.stream().map(p -> batchWeights.get(p.name())).toArray(float[][]::new);
            float[] output = new float[count * plan.outputs()];
            plan.readOutput(output);
            return output;
        }
    }

    /** Sets the running statistics from all batches. */
    public void finish() {
        double scale = 1 / (Arrays.stream(images).sum() * BatchNormTransform.MOMENTUM);
        for (int m = 0; m < moments.size(); m++) {
            float[] running = weights.tensor(moments.get(m));
            for (int c = 0; c < running.length; c++) {
                double sum = 0;
                for (int b = 0; b < batchMoments.length; b++) {
                    sum += (double) images[b] * batchMoments[b][m][c];
                }
                running[c] = (float) (scale * sum);
            }
        }
    }
}
