package dev.sartor.search.run;

import dev.sartor.executor.training.TrainingListener;
import dev.sartor.search.front.Trial;
import java.nio.file.Path;

/** Is told how a search gets on, on the thread that runs it. */
public interface SearchListener {

    /** Hears nothing. */
    SearchListener NONE = new SearchListener() {};

    /** Tells both; how the source of accuracies gets ready hears the first alone. */
    static SearchListener both(SearchListener first, SearchListener second) {
        return new SearchListener() {
            @Override
            public TrainingListener preparation() {
                return first.preparation();
            }

            @Override
            public void takenOver(Path folder) {
                first.takenOver(folder);
                second.takenOver(folder);
            }

            @Override
            public void trial(Trial trial, SearchProgress progress) {
                first.trial(trial, progress);
                second.trial(trial, progress);
            }

            @Override
            public void generation(SearchProgress progress) {
                first.generation(progress);
                second.generation(progress);
            }

            @Override
            public void baseline(SearchProgress progress) {
                first.baseline(progress);
                second.baseline(progress);
            }
        };
    }

    /** Hears how the source of accuracies gets ready, if that takes training. */
    default TrainingListener preparation() {
        return TrainingListener.SILENT;
    }

    /** The source of accuracies need not learn what an earlier run left in this folder. */
    default void takenOver(Path folder) {}

    /** A trial was recorded, or found recorded by an earlier session. */
    default void trial(Trial trial, SearchProgress progress) {}

    /** A generation is complete. */
    default void generation(SearchProgress progress) {}

    /** A trial of the random search that this one is compared with was recorded, or found recorded. */
    default void baseline(SearchProgress progress) {}
}
