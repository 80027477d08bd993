package dev.sartor.executor.plan;

import dev.sartor.executor.memory.ExecutionMode;

/**
 * What a plan is for.
 *
 * @param mode       which passes it makes
 * @param dropPath      chance that the last block's residual branch is left out when training
 * @param fused         whether nodes may stand for several convolutions, whose values between are then not kept
 * @param inputGradient whether the way back reaches the images
 * @param groups        into how many groups an inverted residual's channels are cut when inferring; only one is in memory
 */
record PlanOptions(ExecutionMode mode, double dropPath, boolean fused, boolean inputGradient, int groups) {
    PlanOptions {
        if (groups < 1) {
            throw new IllegalArgumentException(groups + " groups of channels");
        }
    }

    static PlanOptions of(ExecutionMode purpose) {
        return new PlanOptions(purpose, 0, true, false, 1);
    }

    PlanOptions withDropPath(double chance) {
        return new PlanOptions(mode, chance, fused, inputGradient, groups);
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
