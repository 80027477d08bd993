package dev.sartor.executor.training;

import dev.sartor.network.Weights;
import java.util.List;

/** What training made: the weights (their moving average if the recipe asks for it), and how each epoch went. */
public record TrainingResult(Weights weights, List<EpochResult> history) {
    public TrainingResult {
        history = List.copyOf(history);
    }
}
