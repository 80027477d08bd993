package dev.sartor.executor;

/**
 * What a plan is for.
 *
 * @param training      whether it goes back, too
 * @param dropPath      chance that the last block's residual branch is left out when training
 * @param fused         whether nodes may stand for several convolutions, whose values between are then not kept
 * @param inputGradient whether the way back reaches the images
 */
record PlanOptions(boolean training, double dropPath, boolean fused, boolean inputGradient) {

    static PlanOptions forTraining() {
        return new PlanOptions(true, 0, true, false);
    }

    static PlanOptions forInference() {
        return new PlanOptions(false, 0, true, false);
    }

    PlanOptions withDropPath(double chance) {
        return new PlanOptions(training, chance, fused, inputGradient);
    }

    PlanOptions unfused() {
        return new PlanOptions(training, dropPath, false, inputGradient);
    }

    PlanOptions withInputGradient() {
        return new PlanOptions(training, dropPath, fused, true);
    }
}
