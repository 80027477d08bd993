package dev.sartor.executor.training;

import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Map;

/**
 * AdamW: m and s follow the gradient and its square, w = (1 - rate decay) w - rate m' / (sqrt(s') + epsilon), where m' and s'
 * are m and s divided by 1 - beta^n after n steps, since both began at zero.
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
    Map<String, Weights> memory() {
        return Map.of("mean", mean, "square", square);
    }

    @Override
    void move(Parameter parameter, float[] w, float[] gradient, double decay, double rate, long step) {
        float pace = (float) (rate / (1 - Math.pow(adam.beta1(), step + 1)));
        float scale = (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), step + 1)));
        move(w, gradient, mean.of(parameter), square.of(parameter), (float) (1 - rate * decay), pace, scale);
    }

    private void move(float[] w, float[] gradient, float[] m, float[] s, float keep, float pace, float scale) {
        float follow1 = (float) (1 - adam.beta1());
        float follow2 = (float) (1 - adam.beta2());
        for (int i = 0; i < w.length; i++) {
            float g = gradient[i];
            m[i] += follow1 * (g - m[i]);
            s[i] += follow2 * (g * g - s[i]);
            w[i] = keep * w[i] - pace * m[i] / ((float) Math.sqrt(s[i]) * scale + EPSILON);
        }
    }
}
