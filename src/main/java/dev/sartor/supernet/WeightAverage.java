package dev.sartor.supernet;

import dev.sartor.executor.Executor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mean of shared weights over the last steps of a training (stochastic weight averaging, arXiv 1803.05407). */
final class WeightAverage {
    private final Map<String, float[]> weights;
    private final Map<String, float[]> mean = new LinkedHashMap<>();
    private final List<String> names;
    private final long firstStep;

    /**
     * @param weights   the shared weights by tensor, which {@link #apply} changes
     * @param firstStep the first step after which the weights are part of the mean
     */
    WeightAverage(Map<String, float[]> weights, long firstStep) {
        this.weights = weights;
        this.firstStep = firstStep;
        names = List.copyOf(weights.keySet());
        weights.forEach((name, values) -> mean.put(name, new float[values.length]));
    }

    /** Adds the weights after a step to the mean, if the step is {@code firstStep} or later. */
    void add(Executor executor, long step) {
        if (step >= firstStep) {
            float weight = (float) (1.0 / (step - firstStep + 1));
            executor.forEach(names.size(), i -> {
                float[] current = weights.get(names.get(i));
                float[] average = mean.get(names.get(i));
                for (int j = 0; j < average.length; j++) {
                    average[j] += weight * (current[j] - average[j]);
                }
            });
        }
    }

    /** Replaces the weights by their mean. */
    void apply() {
        mean.forEach((name, m) -> System.arraycopy(m, 0, weights.get(name), 0, m.length));
    }

    /** The mean so far by tensor, to be stored and restored. */
    Map<String, float[]> mean() {
        return mean;
    }
}
