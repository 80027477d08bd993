package dev.sartor.executor.plan;

import dev.sartor.executor.memory.ExecutionMode;

/**
 * Options for compiling a network.
 *
 * @param mode          the passes that can be run
 * @param dropPath      in training, largest probability that a residual branch is dropped (stochastic depth)
 * @param fused         whether several convolutions may be computed together, without storing the values between
 * @param inputGradient whether the backward pass computes the gradient of the images
 * @param groups        groups that the channels of an inverted residual are divided into for inference; one is in memory at a
 *     time
 */
record PlanOptions(ExecutionMode mode, double dropPath, boolean fused, boolean inputGradient, int groups) {
    static final int ALL_CHANNELS_AT_ONCE = 1;

    PlanOptions {
        if (groups < 1) {
            throw new IllegalArgumentException(groups + " groups of channels");
        }
    }

    /** Fused, without drop path and input gradient, all channels at once. */
    static PlanOptions of(ExecutionMode mode) {
        double dropPath = 0;
        boolean fused = true;
        boolean inputGradient = false;
        return new PlanOptions(mode, dropPath, fused, inputGradient, ALL_CHANNELS_AT_ONCE);
    }

    PlanOptions withDropPath(double rate) {
        return new PlanOptions(mode, rate, fused, inputGradient, groups);
    }

    PlanOptions unfused() {
        boolean fusesLayers = false;
        return new PlanOptions(mode, dropPath, fusesLayers, inputGradient, groups);
    }

    PlanOptions withInputGradient() {
        boolean computesInputGradient = true;
        return new PlanOptions(mode, dropPath, fused, computesInputGradient, groups);
    }

    PlanOptions withGroups(int count) {
        return new PlanOptions(mode, dropPath, fused, inputGradient, count);
    }
}
