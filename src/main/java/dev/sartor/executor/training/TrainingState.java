package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Loss;
import java.util.ArrayList;
import java.util.List;

/** The position of a training and the sums over its current epoch, which a checkpoint stores besides the tensors. */
final class TrainingState {
    final List<EpochResult> history = new ArrayList<>();
    /** The next epoch, and the next batch in it, both counted from 0. */
    int epoch;

    int batch;
    /** Over the current epoch so far: the sum of the losses of all images, and the number of correct and of all images. */
    double lossSum;

    long correct;
    long imagesSeen;

    void add(Loss loss, int images) {
        lossSum += loss.sum();
        correct += loss.correct();
        imagesSeen += images;
        batch++;
    }

    /** Mean loss and accuracy of the current epoch so far. */
    ClassificationMetrics metrics() {
        return new ClassificationMetrics(lossSum / imagesSeen, (double) correct / imagesSeen);
    }

    void endEpoch(EpochResult result) {
        history.add(result);
        epoch++;
        batch = 0;
        lossSum = 0;
        correct = 0;
        imagesSeen = 0;
    }
}
