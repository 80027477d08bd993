package dev.sartor.executor.training;

import dev.sartor.network.Weights;
import java.util.List;

/** The result of a training: the weights (their moving average if the recipe asks for it), and the results of the epochs. */
public record TrainingResult(Weights weights, List<EpochResult> history) {
    public TrainingResult {
        history = List.copyOf(history);
    }
}
