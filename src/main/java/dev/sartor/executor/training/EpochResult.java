package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import java.util.Optional;

/**
 * The loss and accuracy of one epoch.
 *
 * @param epoch      counted from 1
 * @param training   on the augmented training images, with label smoothing in the loss
 * @param validation the validation at the end of the epoch; empty if the epoch was not validated. For a supernet, it is the
 *                   validation of the space's largest network
 */
public record EpochResult(int epoch, ClassificationMetrics training, Optional<ClassificationMetrics> validation) {}
