package dev.sartor.accuracy.proxy;

import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.executor.plan.LayerInspector;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * ZiCo (Li et al.: Zero-shot NAS via inverse coefficient of variation on gradients, arXiv 2301.11300): the sum over
 * convolutions and linear layers of the logarithm of the sum over weights of mean(|g|) / deviation(g), where g are the weight's
 * gradients of the mean loss in several batches. A weight with the same gradient in all batches does not count.
 */
public final class Zico {

    /** A batch of normalised images, [image][channel][row][column], and their classes. */
    public record LabelledBatch(float[] nchw, int[] labels) {}

    private Zico() {}

    /**
     * The score of a network.
     *
     * @param batches at least two batches, of equal size
     */
    public static double of(Executor executor, Network network, Weights weights, List<LabelledBatch> batches) {
        int images = batches.getFirst().labels().length;
        int classes = Math.toIntExact(network.output().size());
        List<Weights> gradients;
        try (var inspector = new LayerInspector(executor, network, images)) {
            gradients = batches.stream()
                    .map(b -> gradients(inspector, weights, b, classes))
                    .toList();
        }
        return network.parameters().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT)
                .mapToDouble(
                        p -> layerScore(gradients.stream().map(g -> g.tensor(p)).toList()))
                .sum();
    }

    private static Weights gradients(LayerInspector inspector, Weights weights, LabelledBatch batch, int classes) {
        int images = batch.labels().length;
        float[] logits = inspector.forward(weights, batch.nchw(), images);
        var targets = new Targets(classes, images);
        targets.setLabels(batch.labels(), images);
        float[] gradient = new float[logits.length];
        new CrossEntropyLoss().compute(logits, targets, images, gradient);
        return inspector.backward(gradient).copy();
    }

    /** The score of one layer from the gradients of its weights in each batch; 0 if no gradient varies. */
    static double layerScore(List<float[]> gradients) {
        float[][] batches = gradients.toArray(float[][]::new);
        double sum = 0;
        for (int w = 0; w < batches[0].length; w++) {
            sum += weightScore(batches, w);
        }
        return sum > 0 ? Math.log(sum) : 0;
    }

    /** mean(|g|) / deviation(g) of the gradients g of weight {@code w} in the batches: [batch][weight]. */
    private static double weightScore(float[][] batches, int w) {
        double mean = 0;
        double meanMagnitude = 0;
        for (float[] gradients : batches) {
            mean += gradients[w] / (double) batches.length;
            meanMagnitude += Math.abs(gradients[w]) / (double) batches.length;
        }
        double variance = 0;
        for (float[] gradients : batches) {
            variance += (gradients[w] - mean) * (gradients[w] - mean) / batches.length;
        }
        return variance > 0 ? meanMagnitude / Math.sqrt(variance) : 0;
    }
}
