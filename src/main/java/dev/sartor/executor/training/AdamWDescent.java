package dev.sartor.executor.training;

import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101): m and s are exponential moving averages of the gradient and of its square.
 * A step sets the weights to w = (1 - rate decay) w - rate m' / (sqrt(s') + epsilon), where rate is the learning rate. After n
 * steps, m' and s' are m and s divided by 1 - beta^n, since both start at zero.
 */
final class AdamWDescent extends GradientDescent {
    private static final float EPSILON = 1e-8f;

    private final Optimiser.AdamW adam;
    private final Weights mean = zeros();
    private final Weights square = zeros();

    AdamWDescent(Network network, Optimiser.AdamW adam) {
        super(network, adam.weightDecay());
        this.adam = adam;
    }

    @Override
    public Map<String, Weights> state() {
        Map<String, Weights> state = new LinkedHashMap<>();
        state.put("mean", mean);
        state.put("square", square);
        return state;
    }

    @Override
    void update(Parameter parameter, float[] w, float[] gradient, double weightDecay, double rate, long step) {
        float stepSize = (float) (rate / (1 - Math.pow(adam.beta1(), step + 1)));
        float squareScale = (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), step + 1)));
        float keep = (float) (1 - rate * weightDecay);
        update(w, gradient, mean.tensor(parameter), square.tensor(parameter), keep, stepSize, squareScale);
    }

    private void update(
            float[] w, float[] gradient, float[] m, float[] s, float keep, float stepSize, float squareScale) {
        float meanRate = (float) (1 - adam.beta1());
        float squareRate = (float) (1 - adam.beta2());
        for (int i = 0; i < w.length; i++) {
            float g = gradient[i];
            m[i] += meanRate * (g - m[i]);
            s[i] += squareRate * (g * g - s[i]);
            w[i] = keep * w[i] - stepSize * m[i] / ((float) Math.sqrt(s[i]) * squareScale + EPSILON);
        }
    }
}
