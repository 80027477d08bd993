package dev.sartor.executor;

import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives a network the running moments that its weights have on some images: those of its batches, averaged. Weights that
 * were trained in another network need that before they are judged (arXiv 1903.05134, section 3.1).
 */
public final class Recalibration {
    private Recalibration() {
    }

    /**
     * Sets the running moments in {@code weights}.
     *
     * @param batches normalised images, NCHW, one batch each
     */
    public static void run(Executor executor, Network network, Weights weights, List<float[]> batches) {
        int image = Math.toIntExact(network.input().size());
        int capacity = batches.stream().mapToInt(b -> b.length / image).max().orElseThrow();
        List<Parameter> moments = network.parameters().stream().filter(p -> !p.trainable()).toList();
        Map<String, double[]> sums = moments.stream().collect(Collectors.toMap(Parameter::name, p -> new double[p.size()]));
        try (Plan plan = Plan.training(executor, network, capacity)) {
            for (float[] batch : batches) {
                // from 0 on, what a pass leaves is the batch's moments times their momentum
                moments.forEach(p -> Arrays.fill(weights.of(p), 0));
                plan.forward(weights, batch, batch.length / image, 0);
                moments.forEach(p -> add(sums.get(p.name()), weights.of(p)));
            }
        }
        double share = 1 / (batches.size() * BatchNormTransform.MOMENTUM);
        moments.forEach(p -> scale(sums.get(p.name()), share, weights.of(p)));
    }

    private static void add(double[] sums, float[] moments) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += moments[c];
        }
    }

    private static void scale(double[] sums, double share, float[] moments) {
        for (int c = 0; c < sums.length; c++) {
            moments[c] = (float) (share * sums[c]);
        }
    }
}
