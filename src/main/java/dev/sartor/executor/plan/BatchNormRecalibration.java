package dev.sartor.executor.plan;

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
 * Gives a network the running moments that its weights have on some images: those of its batches, averaged, each with the weight
 * of its images. Weights that were trained in another network need that before they are judged (arXiv 1903.05134, section 3.1).
 * Batches may pass on several threads at once, each with an executor of its own.
 */
public final class BatchNormRecalibration {
    private final Network network;
    private final Weights weights;
    private final List<Parameter> moments;
    /** What each batch left, in the order of the moments. */
    private final float[][][] batchMoments;
    /** How many images each batch had. */
    private final int[] images;

    /**
     * @param weights whose running moments {@link #finish} sets; all else in them stays as it is
     * @param batches how many there will be
     */
    public BatchNormRecalibration(Network network, Weights weights, int batches) {
        this.network = network;
        this.weights = weights;
        moments = network.parameters().stream().filter(p -> !p.trainable()).toList();
        batchMoments = new float[batches][][];
        images = new int[batches];
    }

    /** Whether the network has running moments at all. */
    public boolean needed() {
        return !moments.isEmpty();
    }

    /**
     * Sends a batch through, normalised by its own moments as in training.
     *
     * @param batch counted from 0
     * @param nchw  its images, or what the layers before made of them
     * @return the network's output, NCHW
     */
    public float[] addBatch(Executor executor, int batch, float[] nchw) {
        int count = nchw.length / Math.toIntExact(network.input().size());
        images[batch] = count;
        // from 0 on, what a pass leaves is the batch's moments times their momentum
        Map<String, float[]> batchWeights = new LinkedHashMap<>(weights.tensors());
        moments.forEach(p -> batchWeights.put(p.name(), new float[p.size()]));
        try (Plan plan = Plan.batchStatistics(executor, network, count)) {
            plan.forward(new Weights(batchWeights), nchw, count, 0);
            batchMoments[batch] =
                    moments.stream().map(p -> batchWeights.get(p.name())).toArray(float[][]::new);
            float[] output = new float[count * plan.outputs()];
            plan.readOutput(output, 0);
            return output;
        }
    }

    /** Sets the running moments, when all batches have passed. */
    public void finish() {
        double share = 1 / (Arrays.stream(images).sum() * BatchNormTransform.MOMENTUM);
        for (int m = 0; m < moments.size(); m++) {
            float[] running = weights.of(moments.get(m));
            for (int c = 0; c < running.length; c++) {
                double sum = 0;
                for (int b = 0; b < batchMoments.length; b++) {
                    sum += (double) images[b] * batchMoments[b][m][c];
                }
                running[c] = (float) (share * sum);
            }
        }
    }
}
