package dev.sartor.cli.output;

import dev.sartor.executor.training.EpochResult;
import dev.sartor.executor.training.TrainingListener;

/** Prints the progress of a training. */
public final class TrainingProgress implements TrainingListener {
    private final ConsoleProgress progress;

    public TrainingProgress(ConsoleProgress progress) {
        this.progress = progress;
    }

    @Override
    public void afterStep(TrainingListener.Progress p) {
        progress.update(
                p.images(),
                p.totalImages(),
                "images",
                p.imagesPerSecond(),
                ConsoleFormat.format(
                        "epoch %d of %d, loss %.3f, accuracy %.1f %%",
                        p.epoch(),
                        p.epochs(),
                        p.training().loss(),
                        100 * p.training().accuracy()));
    }

    @Override
    public void afterEpoch(EpochResult result) {
        progress.println(ConsoleFormat.format(
                "  epoch %d: loss %.4f%s",
                result.epoch(),
                result.training().loss(),
                result.validation()
                        .map(v -> ConsoleFormat.format(", validation %.2f %%", 100 * v.accuracy()))
                        .orElse("")));
    }
}
