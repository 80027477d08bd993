package dev.sartor.executor.recipe;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The update rule of the weights. Weight decay applies to weights only, not to batch norm or biases. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
public sealed interface Optimiser {

    /** The weight decay: a step reduces each weight by this share times the learning rate. */
    double weightDecay();

    /** This optimiser with another weight decay. */
    Optimiser withWeightDecay(double decay);

    /** SGD with the usual momentum, 0.9. */
    static Sgd sgd(double weightDecay) {
        return new Sgd(0.9, weightDecay);
    }

    /** AdamW with the usual decays of its moving averages, 0.9 and 0.999. */
    static AdamW adamW(double weightDecay) {
        return new AdamW(0.9, 0.999, weightDecay);
    }

    /**
     * Stochastic gradient descent with Nesterov momentum.
     *
     * @param momentum in [0, 1)
     */
    record Sgd(double momentum, double weightDecay) implements Optimiser {
        public Sgd {
            Recipe.check(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
            requireValidDecay(weightDecay);
        }

        @Override
        public Sgd withWeightDecay(double decay) {
            return new Sgd(momentum, decay);
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter: Decoupled weight decay regularization, arXiv 1711.05101).
     *
     * @param beta1 decay of the moving average of the gradient, in [0, 1)
     * @param beta2 decay of the moving average of its square, in [0, 1)
     */
    record AdamW(double beta1, double beta2, double weightDecay) implements Optimiser {
        public AdamW {
            Recipe.check(beta1 >= 0 && beta1 < 1, "beta1", "in [0, 1)", beta1);
            Recipe.check(beta2 >= 0 && beta2 < 1, "beta2", "in [0, 1)", beta2);
            requireValidDecay(weightDecay);
        }

        @Override
        public AdamW withWeightDecay(double decay) {
            return new AdamW(beta1, beta2, decay);
        }
    }

    private static void requireValidDecay(double decay) {
        Recipe.check(decay >= 0 && decay < 1, "weightDecay", "in [0, 1)", decay);
    }
}
