package dev.sartor.executor.plan;

import dev.sartor.executor.memory.ExecutionMode;

/**
 * Options of a plan.
 *
 * @param mode          the passes it runs
 * @param dropPath      drop rate of the residual branch of the last block in training
 * @param fused         whether a node may compute several convolutions, without storing the values between
 * @param inputGradient whether the backward pass computes the gradient of the images
 * @param groups        groups that the channels of an inverted residual are divided into for inference; one is in memory at a time
 */
record PlanOptions(ExecutionMode mode, double dropPath, boolean fused, boolean inputGradient, int groups) {
    PlanOptions {
        if (groups < 1) {
            throw new IllegalArgumentException(groups + " groups of channels");
        }
    }

    /** Fused, without drop path and input gradient, all channels at once. */
    static PlanOptions of(ExecutionMode mode) {
        return new PlanOptions(mode, 0, true, false, 1);
    }

    PlanOptions withDropPath(double rate) {
        return new PlanOptions(mode, rate, fused, inputGradient, groups);
    }

    PlanOptions unfused() {
        return new PlanOptions(mode, dropPath, false, inputGradient, groups);
    }

    PlanOptions withInputGradient() {
        return new PlanOptions(mode, dropPath, fused, true, groups);
    }

    PlanOptions withGroups(int count) {
        return new PlanOptions(mode, dropPath, fused, inputGradient, count);
    }
}
