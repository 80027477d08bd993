package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import java.util.Optional;

/**
 * How an epoch went.
 *
 * @param epoch      counted from 1
 * @param training   over the augmented images as they were trained on; the loss with label smoothing
 * @param validation at the end of the epoch; empty where there was none. Of shared weights it is the largest network's
 */
public record EpochResult(int epoch, ClassificationMetrics training, Optional<ClassificationMetrics> validation) {}
