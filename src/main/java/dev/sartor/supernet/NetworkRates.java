package dev.sartor.supernet;

import dev.sartor.executor.recipe.Schedule;

/**
 * Learning rates of networks of different size: peak * (1 - t / T)^gamma at step t of T, with gamma linear in the logarithm of the
 * parameters, from 4 for the smallest network of a space to 1/4 for the largest. Small networks learn fast, so their rate falls
 * early; otherwise shared weights would favour them (Jeon et al., "Subnet-aware dynamic supernet training for neural architecture
 * search", arXiv 2503.10740). The warm-up of the schedule applies to all.
 *
 * @param minParams number of parameters of the smallest network
 * @param maxParams number of parameters of the largest network
 * @param steps     number of steps of the whole training
 */
record NetworkRates(Schedule schedule, int epochs, long steps, double minParams, double maxParams) {
    private static final double GAMMA_OF_SMALLEST = 4;
    private static final double GAMMA_OF_LARGEST = 0.25;

    /** The rate of a network with this number of parameters at a step, counted from 0. */
    double at(long step, double params) {
        double decayed = schedule.learningRate() * Math.pow(1 - (double) step / steps, gamma(params));
        double warmUpSteps = Math.min(schedule.warmUpEpochs() * steps / epochs, steps / 2.0);
        return step < warmUpSteps ? Math.min(decayed, schedule.learningRateAt(step, epochs, steps / epochs)) : decayed;
    }

    /** The exponent for a network with this number of parameters. */
    private double gamma(double params) {
        if (maxParams <= minParams) {
            return 1;
        }
        double size = Math.log(params / minParams) / Math.log(maxParams / minParams);
        return GAMMA_OF_SMALLEST + Math.clamp(size, 0, 1) * (GAMMA_OF_LARGEST - GAMMA_OF_SMALLEST);
    }
}
