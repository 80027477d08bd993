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
    /** The running means and variances of all batch norms. */
    private final List<Parameter> statistics;
    /** [batch][index in {@link #statistics}][channel]. */
    private final float[][][] batchStatistics;
    /** The number of images of each batch. */
    private final int[] images;

    /**
     * @param weights the weights whose running statistics {@link #finish} replaces
     * @param batches the number of batches
     */
    public BatchNormRecalibration(Network network, Weights weights, int batches) {
        this.network = network;
        this.weights = weights;
        statistics = network.parameters().stream().filter(p -> !p.isTrainable()).toList();
        batchStatistics = new float[batches][][];
        images = new int[batches];
    }

    /** Whether the network has running statistics. */
    public boolean isNeeded() {
        return !statistics.isEmpty();
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
        statistics.forEach(p -> batchWeights.put(p.name(), new float[p.arraySize()]));
        try (ExecutionPlan plan = ExecutionPlan.batchStatistics(executor, network, count)) {
            plan.forward(new Weights(batchWeights), nchw, count, DROPOUT_SEED);
            batchStatistics[batch] =
                    statistics.stream().map(p -> batchWeights.get(p.name())).toArray(float[][]::new);
            float[] output = new float[count * plan.outputs()];
            plan.readOutput(output);
            return output;
        }
    }

    /** Sets the running statistics from all batches. */
    public void finish() {
        double scale = 1 / (Arrays.stream(images).sum() * BatchNormTransform.MOMENTUM);
        for (int i = 0; i < statistics.size(); i++) {
            float[] running = weights.tensor(statistics.get(i));
            for (int c = 0; c < running.length; c++) {
                double sum = 0;
                for (int b = 0; b < batchStatistics.length; b++) {
                    sum += (double) images[b] * batchStatistics[b][i][c];
                }
                running[c] = (float) (scale * sum);
            }
        }
    }
}
