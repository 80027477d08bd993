package dev.sartor.executor.training;

/**
 * The update of stochastic gradient descent with Nesterov momentum, that of {@code torch.optim.SGD}: v = m v + g, w = w - rate
 * (g + m v). Here w are the weights, v is their velocity, and g is the gradient plus the weight decay times w.
 *
 * @param momentum m
 */
public record NesterovUpdate(float momentum, float weightDecay) {

    /**
     * Updates {@code length} weights from {@code offset} on.
     *
     * @param velocity v, at the same offset as the weights; changed too
     * @param gradient the gradient, from {@code gradientOffset} on
     * @param scale    factor on the gradient
     * @param rate     learning rate
     */
    public void apply(
            float[] weights,
            float[] velocity,
            int offset,
            float[] gradient,
            int gradientOffset,
            int length,
            float scale,
            float rate) {
        for (int i = 0; i < length; i++) {
            float g = scale * gradient[gradientOffset + i] + weightDecay * weights[offset + i];
            float v = momentum * velocity[offset + i] + g;
            velocity[offset + i] = v;
            weights[offset + i] -= rate * (g + momentum * v);
        }
    }
}
