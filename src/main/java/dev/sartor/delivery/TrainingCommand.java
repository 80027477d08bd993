package dev.sartor.delivery;

import dev.sartor.base.process.SartorCommand;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The command that trains a network of a run, to be printed. A run without images needs some, and trains one trial outside of it. */
public final class TrainingCommand {
    private TrainingCommand() {}

    /** The command that trains a trial. */
    public static SartorCommand ofTrial(RunFolder run, int trial) {
        SartorCommand command = SartorCommand.of("train").with(Path.of(run.path() + ":" + trial));
        return hasImages(run) ? command : command.with("--data", "FOLDER");
    }

    /**
     * The command that trains the best trial.
     *
     * @param trials those of the run
     */
    public static SartorCommand ofBest(RunFolder run, List<Trial> trials) {
        SartorCommand ofRun = SartorCommand.of("train").with(run.path());
        return hasImages(run)
                ? ofRun
                : trials.stream()
                        .filter(Trial::isScored)
                        .max(Comparator.comparingDouble(t -> t.score().orElseThrow()))
                        .map(t -> ofTrial(run, t.id()))
                        .orElse(ofRun);
    }

    private static boolean hasImages(RunFolder run) {
        return run.config().data().isPresent();
    }
}
