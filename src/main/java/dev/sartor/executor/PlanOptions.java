package dev.sartor.executor;

/**
 * What a plan is for.
 *
 * @param training      whether it goes back, too
 * @param dropPath      chance that the last block's residual branch is left out when training
 * @param fused         whether nodes may stand for several convolutions, whose values between are then not kept
 * @param inputGradient whether the way back reaches the images
 * @param groups        into how many groups an inverted residual's channels are cut when inferring; only one is in memory
 */
record PlanOptions(boolean training, double dropPath, boolean fused, boolean inputGradient, int groups) {
    PlanOptions {
        if (groups < 1) {
            throw new IllegalArgumentException(groups + " groups of channels");
        }
    }


    static PlanOptions forTraining() {
        return new PlanOptions(true, 0, true, false, 1);
    }

    static PlanOptions forInference() {
        return new PlanOptions(false, 0, true, false, 1);
    }

    PlanOptions withDropPath(double chance) {
        return new PlanOptions(training, chance, fused, inputGradient, groups);
    }

    PlanOptions unfused() {
        return new PlanOptions(training, dropPath, false, inputGradient, groups);
    }

    PlanOptions withInputGradient() {
        return new PlanOptions(training, dropPath, fused, true, groups);
    }

    PlanOptions inGroups(int count) {
        return new PlanOptions(training, dropPath, fused, inputGradient, count);
    }
}
