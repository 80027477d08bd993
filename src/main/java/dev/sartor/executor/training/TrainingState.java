package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that training changes as it goes: what a checkpoint holds. */
final class TrainingState {
    final Weights weights;
    final GradientDescent descent;
    final Optional<MovingAverage> average;
    final List<EpochResult> history = new ArrayList<>();
    /** The next epoch and step to do, both counted from 0. */
    int epoch;

    int batch;
    /** Sums over the present epoch so far. */
    double lossSum;

    long correct;
    long seen;

    TrainingState(Network network, Weights start, Recipe recipe) {
        weights = start.copy();
        descent = GradientDescent.of(network, recipe.optimiser());
        double averaging = recipe.regularisation().averaging();
        average = averaging > 0 ? Optional.of(new MovingAverage(start, averaging)) : Optional.empty();
    }

    /** The weights to be judged and returned. */
    Weights result() {
        return average.map(MovingAverage::weights).orElse(weights);
    }

    void add(CrossEntropyLoss loss, int images) {
        lossSum += loss.sum();
        correct += loss.correct();
        seen += images;
    }

    /** How the present epoch goes. */
    ClassificationMetrics score() {
        return new ClassificationMetrics(lossSum / seen, (double) correct / seen);
    }

    void endEpoch(EpochResult result) {
        history.add(result);
        epoch++;
        batch = 0;
        lossSum = 0;
        correct = 0;
        seen = 0;
    }
}
