package dev.sartor.cli.job;

import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.SplitSummary;
import dev.sartor.data.image.ImageChanges;

/** Prints the progress of opening a data set, and then how its images were divided. */
public final class DatasetProgress implements DatasetListener {
    private final ConsoleProgress progress;
    private boolean started;

    public DatasetProgress(ConsoleProgress progress) {
        this.progress = progress;
    }

    @Override
    public void converting(ImageChanges changes) {
        progress.println("  images are changed to fit the network: " + changes.text());
    }

    @Override
    public void decoded(int done, int total) {
        if (Interruption.isRequested()) {
            progress.clear();
            throw new Interruption.Interrupted(
                    "interrupted; the images decoded so far are kept: " + done + " of " + total);
        }
        if (started) {
            progress.update(done, total, "images", "");
        } else {
            // the time of the first images is not known
            progress.phase(
                    ConsoleFormat.format("preparing %,d images, once; they are stored for the next time", total),
                    done,
                    total,
                    "images");
            started = true;
        }
    }

    @Override
    public void opened(SplitSummary summary) {
        progress.clear();
        summary.lines().forEach(line -> progress.println("  " + line));
    }
}
